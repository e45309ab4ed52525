update selection_candidate set state = 'withdrawn' where declaration = @declaration and state = 'waiting'
