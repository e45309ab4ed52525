insert into inspection_examiner (officer, office_id, revision, share, is_second, set_by, set_at)
select @officer, @office_id, coalesce(max(revision), 0) + 1, @share, @is_second, @by, @at
from inspection_examiner
where officer = @officer and office_id = @office_id
