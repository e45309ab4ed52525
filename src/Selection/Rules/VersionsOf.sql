select document from selection_rule where rule = @rule order by version
