select m.version, m.made_at, m.body, m.figures
from risk_model m join risk_model_step s on s.version = m.version
where s.step = 'put_to_work'
order by s.place desc
limit 1
