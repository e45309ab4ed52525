select seed, start_day, days, per_day, filled_days, is_done from simulation_fill where id = 'demo'
