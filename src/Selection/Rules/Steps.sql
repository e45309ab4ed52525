select rule, place, version, step, officer, at, note, share from selection_rule_step order by rule, place
