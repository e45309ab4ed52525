select seq, kind, key, declaration, version, at, body from risk_event where seq > @after order by seq limit @most
