select report from selection_rule_backtest where rule = @rule and version = @version order by made_at desc limit 1
