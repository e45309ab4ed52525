select w.words, coalesce(r.entity, u.receiver) as party, count(*) as times
from entities_text_use u
join entities_text_wording w on w.wording = u.wording
left join entities_record r on r.id = u.receiver
where u.receiver <> ''
group by u.wording, w.words, coalesce(r.entity, u.receiver)
order by u.wording
