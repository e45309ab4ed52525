select count(*) as steps from selection_rule_step
