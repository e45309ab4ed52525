insert into selection_rule (rule, version, document, author, made_at)
values (@rule, @version, @document, @author, @made_at)
on conflict (rule, version) do nothing
