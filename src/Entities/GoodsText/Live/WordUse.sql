select u.heading, count(distinct u.receiver) as parties
from entities_text_phrase p
join entities_text_use u on u.wording = p.wording
where p.phrase = @word and u.heading <> '' and u.lodged_at < @before
    and u.receiver not in (select r.id from entities_record r where r.entity = @party) and u.receiver <> @party
group by u.heading
