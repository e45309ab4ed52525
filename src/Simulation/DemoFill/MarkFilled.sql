update simulation_fill set filled_days = @filled_days, is_done = @is_done where id = 'demo'
