select s.item, s.revision, s.score, s.expected_revenue_e4, s.base, s.reasons, s.model, s.scored_at, s.low, s.high, s.learning
from risk_score s
where s.declaration = @declaration
  and s.revision = (select max(newest.revision) from risk_score newest where newest.declaration = @declaration)
order by s.item
