select document from selection_rule order by rule, version
