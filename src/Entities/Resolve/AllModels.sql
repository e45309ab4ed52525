select version, body, learned_by, learned_at, in_force_at
from entities_model
order by version desc
limit 50
