insert into selection_rule_backtest (rule, version, made_at, made_by, report)
values (@rule, @version, @made_at, @made_by, @report)
on conflict (rule, version, made_at) do nothing
