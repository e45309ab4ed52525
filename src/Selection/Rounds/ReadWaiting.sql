select declaration, score, lodged_at, expected_revenue_e4, model, learning
from selection_candidate
where office_id = @office_id and day = @day and state = 'waiting'
