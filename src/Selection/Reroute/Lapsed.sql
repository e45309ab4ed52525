select c.declaration
from selection_choice c
where c.lane = 'yellow' and c.office_id = @office_id and c.chosen_at <= @before and not c.bound
    and c.revision = (select max(l.revision) from selection_choice l where l.declaration = c.declaration)
    and not exists (select 1 from selection_result r where r.declaration = c.declaration)
limit 500
