update inspection_control set withdrawn = true
where declaration = @declaration and id <> @id
    and not exists (select 1 from inspection_result r where r.control = inspection_control.id)
