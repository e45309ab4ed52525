select declaration, office_id, day, lodged_at, importer_id, importer_name, declarant, commodity, description, origin, dispatch,
    item_count, customs_value_e4, currency, gross_mass_e4, score, expected_revenue_e4, model, scored_at, top_reason,
    lane, reason, probability, chosen_at, status, control, hit, revenue_e4, kinds
from inspection_work
where declaration = @declaration
