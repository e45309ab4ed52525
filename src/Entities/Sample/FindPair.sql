select place, one, other, stratum, bits from entities_sample_pair where sample = @sample and place = @place
