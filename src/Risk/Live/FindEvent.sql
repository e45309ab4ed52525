select seq, kind, key, declaration, at, body from risk_event where kind = @kind and key = @key
