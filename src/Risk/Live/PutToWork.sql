update risk_model set put_to_work_at = @at where version = @version
