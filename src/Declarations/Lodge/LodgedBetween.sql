select document from declarations_declaration
where superseded_at is null and lodged_at >= @from and lodged_at < @to
order by lodged_at, id
