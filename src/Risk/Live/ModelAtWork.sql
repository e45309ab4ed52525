select version, made_at, put_to_work_at, body, figures from risk_model
where put_to_work_at is not null order by put_to_work_at desc, version limit 1
