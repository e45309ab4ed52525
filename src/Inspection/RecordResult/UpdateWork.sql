update inspection_work set status = 'done', control = @control, hit = @hit, revenue_e4 = @revenue_e4, kinds = @kinds
where declaration = @declaration
