select l.name, l.revision, l.type, l.owner, l.set_by, l.set_at
from selection_list l
where l.revision = (select max(n.revision) from selection_list n where n.name = l.name)
order by l.name
