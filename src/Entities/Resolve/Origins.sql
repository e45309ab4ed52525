select version, kind, base, body from entities_model_origin order by version desc limit 50
