alter table risk_event add column version bigint not null default 0;

update risk_event set version = cast(substr(key, length(declaration) + 2) as bigint) where kind = 'lodged';

update risk_event set version = coalesce(
    (select max(before.version) from risk_event before where before.declaration = risk_event.declaration and before.kind = 'lodged' and before.seq < risk_event.seq), 1)
where kind = 'result';

alter table risk_score add column place bigint;

alter table risk_score add column lodged_place bigint;
