insert into selection_result (declaration, hit, revenue_e4, recorded_at) values (@declaration, @hit, @revenue_e4, @recorded_at)
on conflict (declaration) do update set hit = excluded.hit, revenue_e4 = excluded.revenue_e4, recorded_at = excluded.recorded_at
where excluded.recorded_at >= selection_result.recorded_at
