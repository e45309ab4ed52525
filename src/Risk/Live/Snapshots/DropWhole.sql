delete from risk_snapshot_whole where place = @place
