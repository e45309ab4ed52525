select place, build from risk_snapshot_whole order by place desc
