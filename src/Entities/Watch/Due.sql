select list, number from entities_screening_entry where until is null and ends_on < @today order by list, number
