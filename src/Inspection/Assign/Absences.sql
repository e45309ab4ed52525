select officer, first_day, last_day from inspection_absence where last_day >= @day order by officer, first_day
