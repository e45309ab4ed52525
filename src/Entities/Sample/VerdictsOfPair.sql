select place, turn, judge, verdict from entities_sample_verdict where sample = @sample and place = @place order by turn
