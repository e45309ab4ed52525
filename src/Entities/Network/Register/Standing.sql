select r.register, r.record, r.revision, r.line, r.body
from entities_network_row r
where r.held
and r.revision = (select max(n.revision) from entities_network_row n where n.register = r.register and n.record = r.record and n.revision <= @revision)
order by r.register, r.line, r.record
