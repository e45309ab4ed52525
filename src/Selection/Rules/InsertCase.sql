insert into selection_rule_case (rule, name, revision, declaration, expected, removed, set_by, set_at)
values (@rule, @name, @revision, @declaration, @expected, @removed, @set_by, @set_at)
on conflict (rule, name, revision) do nothing
