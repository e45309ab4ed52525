select document from selection_trace where declaration = @declaration order by revision desc limit 1
