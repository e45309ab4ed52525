insert into inspection_result (control, revision, officer_id, recorded_at, items, note, hit, revenue_e4)
values (@control, @revision, @officer_id, @recorded_at, @items, @note, @hit, @revenue_e4)
on conflict (control, revision) do nothing
