insert into risk_snapshot (place, share, build, body) values (@place, @share, @build, @body)
on conflict (place, share) do update set build = excluded.build, body = excluded.body
