insert into kernel_audit (at, actor, act, permission, subject, detail)
values (@at, @actor, @act, @permission, @subject, @detail)
