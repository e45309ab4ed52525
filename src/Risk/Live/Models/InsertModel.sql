insert into risk_model (version, made_at, body, figures) values (@version, @at, @body, @figures)
on conflict (version) do nothing
