select count(*) as looks, sum(case when r.hit then 1 else 0 end) as hits, sum(c.score) as believed, sum(c.score * (1 - c.score)) as variance
from selection_choice c
join selection_result r on r.declaration = c.declaration
where c.lane = 'red' and c.revision = 1 and c.reason in ('random', 'exploration') and c.chosen_at >= @since
