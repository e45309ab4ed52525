select v.alert, v.at, v.state
from entities_screening_event v
join entities_screening_alert a on a.number = v.alert
where a.party = @party
order by v.alert, v.turn
