insert into kernel_subscription (name, last_seq) values (@name, 0) on conflict (name) do nothing
