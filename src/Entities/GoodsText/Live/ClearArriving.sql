delete from entities_text_arriving where batch = @batch
