select kind, licence from entities_screening_list where name = @name
