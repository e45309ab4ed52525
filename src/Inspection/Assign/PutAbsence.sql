insert into inspection_absence (officer, first_day, last_day, set_by, set_at)
values (@officer, @first, @last, @by, @at)
on conflict (officer, first_day) do update set last_day = excluded.last_day, set_by = excluded.set_by, set_at = excluded.set_at
