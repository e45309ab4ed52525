select seq from risk_event where kind = @kind and key = @key
