select id, name, roles, office_id, password_hash, disabled from kernel_account where id = @id
