select office_id, revision, red, yellow, random_share, explore_least, explore_most, green_minutes, yellow_days, set_by, set_at
from selection_capacity
where office_id = @office_id or office_id = '*'
order by case when office_id = '*' then 1 else 0 end, revision desc
limit 1
