select coalesce(max(version), 1) as version from risk_event where declaration = @declaration and kind = 'lodged'
