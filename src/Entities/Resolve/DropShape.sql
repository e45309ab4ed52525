delete from entities_shape where entity = @entity
