select c.reason, c.lane, c.model,
    count(*) as declarations,
    count(r.declaration) as results,
    sum(case when r.hit then 1 else 0 end) as hits,
    coalesce(sum(r.revenue_e4), 0) as revenue_e4,
    sum(case when r.prohibited then 1 else 0 end) as prohibited,
    sum(r.hours) as hours
from selection_choice c
left join selection_result r on r.declaration = c.declaration
where c.chosen_at >= @from and c.chosen_at < @to
    and c.revision = (select max(l.revision) from selection_choice l where l.declaration = c.declaration)
group by c.reason, c.lane, c.model
order by c.reason, c.lane, c.model
