update selection_day set rounds = rounds where office_id = @office_id and day = @day
returning rounds, decided, red_used, yellow_used, random_used, explore_used
