select (select max(day) from entities_text_use) as newest, (select max(day) from entities_text_day) as done
