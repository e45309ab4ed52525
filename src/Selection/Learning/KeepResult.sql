insert into selection_result (declaration, hit, revenue_e4, recorded_at, prohibited, hours)
values (@declaration, @hit, @revenue_e4, @recorded_at, @prohibited, @hours)
on conflict (declaration) do update set
    hit = excluded.hit, revenue_e4 = excluded.revenue_e4, recorded_at = excluded.recorded_at, prohibited = excluded.prohibited, hours = excluded.hours
where excluded.recorded_at >= selection_result.recorded_at
