select o.role, o.record, r.entity, o.lodged_at
from entities_role o
join entities_record r on r.id = o.record
where o.declaration = @declaration
order by o.role
