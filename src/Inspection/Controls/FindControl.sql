select id, declaration, lane, reason, opened_at from inspection_control where id = @id and not withdrawn
