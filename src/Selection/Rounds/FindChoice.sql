select declaration, office_id, day, lane, reason, probability, score, chosen_at, revision, weight
from selection_choice
where declaration = @declaration
order by revision desc
limit 1
