select field, count(*) as times
from selection_rule_said
where rule = @rule and status = 'not_evaluated' and field is not null and said_at >= @from and said_at < @to
group by field
order by times desc, field
limit 20
