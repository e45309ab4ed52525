select c.revision, c.office_id, c.lane, c.bound, c.chosen_at, r.declaration as looked_at
from selection_choice c
left join selection_result r on r.declaration = c.declaration
where c.declaration = @declaration
order by c.revision desc
limit 1
