delete from inspection_arriving where batch = @batch
