select day, decided from selection_day where office_id = @office_id and day >= @since and day < @day
