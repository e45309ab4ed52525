insert into entities_model (version, body, learned_by, learned_at, in_force_at)
select coalesce(max(version), 0) + 1, @body, @by, @at, @in_force_at from entities_model
