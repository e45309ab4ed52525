insert into selection_candidate (declaration, office_id, day, lodged_at, score, expected_revenue_e4, model, scored_at, state, learning)
select declaration, office_id, day, lodged_at, score, expected_revenue_e4, model, scored_at, case when withdrawn then 'withdrawn' else 'waiting' end, learning
from selection_arriving
where batch = @batch
on conflict (declaration) do update set
    score = excluded.score,
    expected_revenue_e4 = excluded.expected_revenue_e4,
    model = excluded.model,
    scored_at = excluded.scored_at,
    state = excluded.state,
    learning = excluded.learning
where selection_candidate.state = 'waiting' and excluded.scored_at >= selection_candidate.scored_at
