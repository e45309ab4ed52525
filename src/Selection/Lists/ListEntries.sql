select e.value, e.source, e.until
from selection_list_entry e
where e.list = @list and e.held
and e.revision = (select max(n.revision) from selection_list_entry n where n.list = e.list and n.value = e.value)
order by e.value
