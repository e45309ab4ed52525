update kernel_subscription set last_seq = @last where name = @name and lease_owner = @owner and last_seq < @last
