select id, name, roles, office_id from kernel_account order by id
