select count(*) as items from entities_text_use where declaration = @declaration
