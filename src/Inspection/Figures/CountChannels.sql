select c.reason, c.lane,
    count(*) as controls,
    count(r.control) as results,
    coalesce(sum(case when r.hit then 1 else 0 end), 0) as hits,
    coalesce(sum(r.revenue_e4), 0) as revenue_e4
from inspection_control c
left join inspection_result r on r.control = c.id
    and r.revision = (select max(l.revision) from inspection_result l where l.control = c.id)
where not c.withdrawn and c.day >= @first and c.day <= @last
group by c.reason, c.lane
order by c.reason, c.lane
