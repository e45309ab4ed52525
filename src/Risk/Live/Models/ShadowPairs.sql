select shadow.declaration, shadow.item, shadow.score as challenger, score.score as champion
from risk_shadow shadow
join risk_score score on score.declaration = shadow.declaration and score.item = shadow.item and score.place = shadow.place and score.lodged_place = shadow.place
where shadow.model = @challenger and score.model = @champion
