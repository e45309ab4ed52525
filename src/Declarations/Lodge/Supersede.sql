update declarations_declaration set superseded_at = @now where id = @id and version < @version and superseded_at is null
