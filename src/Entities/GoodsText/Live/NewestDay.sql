select max(day) as newest, (select max(day) from entities_text_day) as done from entities_text_use
