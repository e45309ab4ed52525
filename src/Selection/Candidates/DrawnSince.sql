select declaration from selection_choice where reason = 'random' and lodged_at >= @from
