select distinct a.wording
from entities_text_arriving a
where a.batch = @batch and not exists (select 1 from entities_text_wording w where w.wording = a.wording)
