insert into simulation_scenario (made_at, made_by, result) values (@made_at, @made_by, @result)
on conflict (made_at) do nothing
