insert into risk_snapshot_whole (place, build, shares, made_at) values (@place, @build, @shares, @at)
on conflict (place) do update set build = excluded.build, shares = excluded.shares, made_at = excluded.made_at
