-- What lapses is looked for every minute.
create index selection_choice_yellow on selection_choice (chosen_at) where lane = 'yellow';
