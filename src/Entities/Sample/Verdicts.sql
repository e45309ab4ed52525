select place, turn, judge, verdict from entities_sample_verdict where sample = @sample order by place, turn
