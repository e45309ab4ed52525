select made_at, made_by, result from simulation_scenario order by made_at desc limit 1
