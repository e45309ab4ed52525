select declaration, item, score from risk_score
where model = @model and place = lodged_place and place >= @place
