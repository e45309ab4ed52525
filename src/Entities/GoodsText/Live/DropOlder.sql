delete from entities_text_use
where declaration in (
    select a.declaration
    from entities_text_arriving a
    join entities_text_use u on u.declaration = a.declaration
    where a.batch = @batch and a.version > u.version
)
