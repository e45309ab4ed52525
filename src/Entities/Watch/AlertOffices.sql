select distinct o.office
from entities_screening_alert a
join entities_screening_place o on o.party = a.party
order by o.office
