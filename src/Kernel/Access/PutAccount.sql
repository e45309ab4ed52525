insert into kernel_account (id, name, roles, office_id, password_hash, disabled)
values (@id, @name, @roles, @office, @hash, @disabled)
on conflict (id) do update set name = @name, roles = @roles, office_id = @office, password_hash = @hash, disabled = @disabled
