insert into risk_drift (made_at, model, body) values (@at, @model, @body)
on conflict (made_at) do nothing
