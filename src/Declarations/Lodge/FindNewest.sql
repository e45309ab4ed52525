select document from declarations_declaration where id = @id and superseded_at is null
