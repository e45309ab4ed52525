select place, shares from risk_snapshot_whole where build = @build and place <= @place order by place desc
