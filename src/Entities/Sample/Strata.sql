select stratum, pairs, drawn, expected from entities_sample_stratum where sample = @sample order by stratum
