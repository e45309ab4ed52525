select distinct office_id, day from selection_candidate where state = 'waiting' order by day, office_id
