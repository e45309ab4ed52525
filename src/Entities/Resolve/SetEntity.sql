update entities_record set entity = @entity where id = @record
