delete from risk_snapshot where place = @place
