select office_id, day, status, lane from inspection_work where declaration = @declaration
