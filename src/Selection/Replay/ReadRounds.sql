select office_id, day, round, closed_at, key_version, candidates, expected, red, random, yellow, explore, explore_share, most_spared
from selection_round
where office_id = @office_id and day = @day
order by round
