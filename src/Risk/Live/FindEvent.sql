select seq, kind, key, declaration, version, at, body from risk_event where kind = @kind and key = @key
