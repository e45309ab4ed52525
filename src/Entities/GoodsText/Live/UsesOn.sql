select u.declaration, u.item, u.description, u.hs, u.lane, u.day, u.receiver_name, u.vague, coalesce(r.entity, u.receiver) as party, case when r.entity is null then 0 else 1 end as known,
    u.wording, u.heading, u.lodged_at, u.net_mass_e4, u.packages_e4, w.words
from entities_text_use u
join entities_text_wording w on w.wording = u.wording
left join entities_record r on r.id = u.receiver
where u.declaration = @declaration
order by u.item
