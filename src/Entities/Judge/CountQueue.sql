select count(*) as waiting
from entities_doubt d
where not exists (select 1 from entities_judgement j where j.one = d.one and j.other = d.other
    and not exists (select 1 from entities_act a where a.undoes = j.act))
