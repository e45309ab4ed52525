select coalesce(max(revision), 0) as revision from risk_score where declaration = @declaration
