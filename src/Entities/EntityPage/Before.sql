select count(distinct o.declaration) as times, min(o.lodged_at) as first_at
from entities_role o
join entities_record r on r.id = o.record
where r.entity = @entity and o.lodged_at < @before
