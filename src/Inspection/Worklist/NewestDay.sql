select day from inspection_work order by day desc limit 1
