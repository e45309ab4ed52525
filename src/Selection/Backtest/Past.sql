select r.declaration, r.hit, r.revenue_e4, case when c.reason = 'random' and c.lane = 'red' then 1 else 0 end as by_lot
from selection_result r
join selection_choice c on c.declaration = r.declaration and c.revision = 1
where c.lodged_at >= @from and c.lodged_at < @to
