update inspection_work set status = 'open', control = @control where declaration = @declaration and status in ('none', 'done')
