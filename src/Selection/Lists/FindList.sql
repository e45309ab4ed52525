select name, revision, type, owner, set_by, set_at from selection_list where name = @name order by revision desc limit 1
