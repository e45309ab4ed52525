select u.day, u.lane, w.words, coalesce(s.entity, u.sender) as sender, coalesce(r.entity, u.receiver) as receiver
from entities_text_use u
join entities_text_wording w on w.wording = u.wording
left join entities_record r on r.id = u.receiver
left join entities_record s on s.id = u.sender
where u.day > @after and u.day < @until
order by u.day, u.declaration, u.item
