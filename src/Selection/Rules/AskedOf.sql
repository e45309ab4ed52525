select lane, asked, beyond, facilitated
from selection_choice
where declaration = @declaration
order by revision
limit 1
