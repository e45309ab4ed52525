insert into selection_key (version, secret, made_at) values (@version, @secret, @made_at)
on conflict (version) do nothing
