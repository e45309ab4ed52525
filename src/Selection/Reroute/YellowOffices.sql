select distinct office_id from selection_choice where lane = 'yellow' and chosen_at <= @before and chosen_at > @after
