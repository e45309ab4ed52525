select s.name, (select count(*) from kernel_fact f where f.name = @fact and f.seq > s.last_seq) as waiting
from kernel_subscription s where s.name = @name
