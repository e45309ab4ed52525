insert into risk_model_step (place, version, step, at, officer, reason) values (@place, @version, @step, @at, @officer, @reason)
