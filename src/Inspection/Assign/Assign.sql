insert into inspection_assignment (control, revision, examiner, second, weight, assigned_by, assigned_at)
select @control, coalesce(max(revision), 0) + 1, @examiner, @second, @weight, @by, @at
from inspection_assignment
where control = @control
