select body from risk_snapshot where place = @place and share = @share and build = @build
