select number, since from entities_screening_entry where list = @list and until = @version
