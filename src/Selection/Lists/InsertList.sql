insert into selection_list (name, revision, type, owner, set_by, set_at)
values (@name, @revision, @type, @owner, @set_by, @set_at)
on conflict (name, revision) do nothing
