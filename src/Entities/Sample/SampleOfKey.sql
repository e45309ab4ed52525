select number, asked from entities_sample where draw_key = @key
