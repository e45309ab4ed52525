select s.rule, count(*) as times
from selection_rule_said s
join selection_choice c on c.declaration = s.declaration and c.revision = s.revision
where c.day = @day and s.status in ('fired', 'fired_missing') and not s.shadow
group by s.rule
