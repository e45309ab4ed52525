insert into selection_day (office_id, day, rounds, decided, red_used, yellow_used, random_used)
values (@office_id, @day, 0, 0, 0, 0, 0)
on conflict (office_id, day) do nothing
