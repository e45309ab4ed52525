select count(*) as changes from selection_list
