select number, body from entities_screening_party where number > @after and number <= @to order by number limit @most
