delete from entities_text_use
where exists (
    select 1 from entities_text_arriving a
    where a.batch = @batch and a.declaration = entities_text_use.declaration and a.version > entities_text_use.version
)
