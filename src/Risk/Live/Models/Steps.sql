select place, version, step, at, officer, reason from risk_model_step order by place
