select declaration, number, lane, why, asked_by, asked_at, state, decided_by, decided_at
from selection_reroute
where state = 'asked'
order by asked_at, declaration
limit 500
