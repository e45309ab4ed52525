update inspection_work set lane = @lane, reason = @reason, chosen_at = @chosen_at, status = @status, control = @control
where declaration = @declaration and status <> 'done'
