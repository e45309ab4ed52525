select examiner, second from inspection_assignment where control = @control order by revision desc limit 1
