update kernel_counter set value = value + @count where name = 'fact' returning value
