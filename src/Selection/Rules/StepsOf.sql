select rule, place, version, step, officer, at, note, share from selection_rule_step where rule = @rule order by place
