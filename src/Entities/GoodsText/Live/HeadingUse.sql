select u.heading, count(distinct u.receiver) as parties
from entities_text_use u
where u.heading <> '' and u.lodged_at < @before
    and u.receiver not in (select r.id from entities_record r where r.entity = @party) and u.receiver <> @party
group by u.heading
