select turn, at, actor, act, state, reason, about from entities_screening_event where alert = @alert order by turn
