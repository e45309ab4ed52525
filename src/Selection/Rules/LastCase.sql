select coalesce(max(revision), 0) as revision from selection_rule_case where rule = @rule and name = @name
