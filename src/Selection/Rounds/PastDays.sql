select day, decided, red_used, explore_used from selection_day where office_id = @office_id and day >= @since and day < @day
