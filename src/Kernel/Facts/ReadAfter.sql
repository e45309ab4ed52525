select seq, body from kernel_fact where name = @name and seq > @after order by seq limit @most
