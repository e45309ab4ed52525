select count(distinct coalesce(r.entity, u.receiver)) as parties
from entities_text_use u
left join entities_record r on r.id = u.receiver
where u.wording = @wording and u.receiver <> '' and u.lodged_at < @before and coalesce(r.entity, u.receiver) <> @party
