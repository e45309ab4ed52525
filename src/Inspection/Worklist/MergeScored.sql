insert into inspection_work (declaration, office_id, day, lodged_at, importer_id, importer_name, declarant, commodity, description,
    origin, dispatch, item_count, customs_value_e4, currency, gross_mass_e4, search,
    score, expected_revenue_e4, model, scored_at, top_reason, status)
select declaration, office_id, day, lodged_at, importer_id, importer_name, declarant, commodity, description,
    origin, dispatch, item_count, customs_value_e4, currency, gross_mass_e4, search,
    score, expected_revenue_e4, model, scored_at, top_reason, status
from inspection_arriving
where batch = @batch
on conflict (declaration) do update set
    importer_id = excluded.importer_id,
    importer_name = excluded.importer_name,
    declarant = excluded.declarant,
    commodity = excluded.commodity,
    description = excluded.description,
    origin = excluded.origin,
    dispatch = excluded.dispatch,
    item_count = excluded.item_count,
    customs_value_e4 = excluded.customs_value_e4,
    currency = excluded.currency,
    gross_mass_e4 = excluded.gross_mass_e4,
    search = excluded.search,
    score = excluded.score,
    expected_revenue_e4 = excluded.expected_revenue_e4,
    model = excluded.model,
    scored_at = excluded.scored_at,
    top_reason = excluded.top_reason,
    status = case when inspection_work.status = 'waiting' then excluded.status else inspection_work.status end
where inspection_work.scored_at is null or excluded.scored_at >= inspection_work.scored_at
