select body from risk_drift order by made_at desc limit 1
