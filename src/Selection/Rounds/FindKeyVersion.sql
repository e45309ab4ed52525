select version, secret from selection_key where version = @version
