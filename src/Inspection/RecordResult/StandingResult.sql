select control, revision, officer_id, recorded_at, items, note
from inspection_result
where control = @control
order by revision desc
limit 1
