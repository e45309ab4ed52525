select revision, lane, reason, chosen_by, why, chosen_at
from selection_choice
where declaration = @declaration
order by revision
