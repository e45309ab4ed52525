select c.rule, c.name, c.declaration, c.expected, c.set_by
from selection_rule_case c
where c.rule = @rule and not c.removed
    and c.revision = (select max(l.revision) from selection_rule_case l where l.rule = c.rule and l.name = c.name)
order by c.name
