select body from entities_screening_party where id = @id
