insert into entities_shape (entity, records, density, weakest) values (@entity, @records, @density, @weakest)
