delete from entities_doubt where one = @record or other = @record
