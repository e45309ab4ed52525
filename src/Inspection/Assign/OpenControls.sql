select c.id, c.declaration, c.lane, c.weight, w.item_count, a.examiner, a.second
from inspection_control c
join inspection_work w on w.declaration = c.declaration
left join inspection_assignment a on a.control = c.id
    and a.revision = (select max(l.revision) from inspection_assignment l where l.control = c.id)
where c.office_id = @office_id and not c.withdrawn and c.lane in ('red', 'yellow')
    and not exists (select 1 from inspection_result r where r.control = c.id)
order by c.opened_at, c.id
