select office from entities_screening_place where party = @party order by office
