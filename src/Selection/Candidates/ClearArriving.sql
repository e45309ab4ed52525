delete from selection_arriving where batch = @batch
