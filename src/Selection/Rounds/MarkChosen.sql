update selection_candidate set state = 'chosen'
where office_id = @office_id and day = @day and state = 'waiting'
    and exists (select 1 from selection_choice c where c.declaration = selection_candidate.declaration)
