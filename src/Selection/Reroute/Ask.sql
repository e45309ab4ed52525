insert into selection_reroute (declaration, number, lane, why, asked_by, asked_at, state)
select @declaration, coalesce(max(number), 0) + 1, @lane, @why, @by, @at, 'asked'
from selection_reroute
where declaration = @declaration
having sum(case when state = 'asked' then 1 else 0 end) = 0 or count(*) = 0
