select r.register, r.record, r.revision, r.line, r.held, r.body, a.loaded_by, a.loaded_at
from entities_network_row r
join entities_network_act a on a.revision = r.revision
where r.record = @record
order by r.register, r.revision
