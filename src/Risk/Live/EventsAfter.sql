select seq, kind, key, declaration, at, body from risk_event where seq > @after order by seq limit @most
