select body from risk_model where version = @version
