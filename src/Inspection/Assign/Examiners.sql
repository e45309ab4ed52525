select e.officer, e.office_id, e.share, e.is_second
from inspection_examiner e
where e.revision = (select max(l.revision) from inspection_examiner l where l.officer = e.officer and l.office_id = e.office_id)
    and (@office_id = '' or e.office_id = @office_id)
order by e.office_id, e.officer
