insert into selection_choice (declaration, revision, office_id, day, round, key_version, lane, reason, probability, red_probability,
    score, expected_revenue_e4, model, lodged_at, chosen_at, learning, asked, beyond, facilitated, bound, weight, chosen_by, why)
select declaration, revision + 1, office_id, day, round, key_version, @lane, @reason, probability, red_probability,
    score, expected_revenue_e4, model, lodged_at, @at, learning, asked, beyond, facilitated, bound, weight, @by, @why
from selection_choice
where declaration = @declaration and revision = @revision
on conflict (declaration, revision) do nothing
