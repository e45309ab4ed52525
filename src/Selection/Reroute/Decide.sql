update selection_reroute set state = @state, decided_by = @by, decided_at = @at
where declaration = @declaration and number = @number and state = 'asked'
