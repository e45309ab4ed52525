insert into selection_list_entry (list, value, revision, source, until, held) values (@list, @value, @revision, @source, @until, @held)
