insert into entities_model_origin (version, kind, base, body) values (@version, @kind, @base, @body)
