update entities_model set in_force_at = @at where version = @version
