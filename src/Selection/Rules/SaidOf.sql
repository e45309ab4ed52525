select rule, version, shadow, status, items, field
from selection_rule_said
where declaration = @declaration and revision = (select max(revision) from selection_rule_said where declaration = @declaration)
order by shadow, status, rule
