insert into inspection_control (id, declaration, number, lane, reason, office_id, day, opened_at, opened_by)
values (@id, @declaration, @number, @lane, @reason, @office_id, @day, @opened_at, @opened_by)
on conflict (id) do nothing
