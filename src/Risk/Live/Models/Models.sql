select version, made_at, figures from risk_model order by made_at desc, version
