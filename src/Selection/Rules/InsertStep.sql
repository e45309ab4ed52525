insert into selection_rule_step (rule, place, version, step, officer, at, note, share)
values (@rule, @place, @version, @step, @officer, @at, @note, @share)
on conflict (rule, place) do nothing
