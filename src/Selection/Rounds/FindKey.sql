select version, secret from selection_key order by version desc limit 1
