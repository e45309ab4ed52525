select distinct office_id from inspection_work where day = @day order by office_id
