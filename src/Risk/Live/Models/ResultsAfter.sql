select body from risk_event
where kind = 'result' and seq > (select coalesce(min(place), 0) from risk_shadow where model = @challenger)
order by seq
