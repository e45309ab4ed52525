update kernel_subscription set lease_owner = @owner, lease_until = @until
where name = @name and (lease_owner is null or lease_owner = @owner or lease_until < @now)
returning last_seq
