select max(chosen_at) as chosen_at from selection_choice where declaration = @declaration
