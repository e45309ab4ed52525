select number, kind, one, other, author, at, reason, undoes from entities_network_said order by number
