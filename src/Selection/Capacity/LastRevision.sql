select coalesce(max(revision), 0) as revision from selection_capacity where office_id = @office_id
