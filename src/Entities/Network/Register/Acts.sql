select revision, loaded_by, loaded_at from entities_network_act order by revision
