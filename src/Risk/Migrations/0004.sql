create table risk_model_step (
    place bigint primary key,
    version text not null,
    step text not null,
    at timestamptz not null,
    officer text not null,
    reason text not null
);
insert into risk_model_step (place, version, step, at, officer, reason)
select row_number() over (order by put_to_work_at, version), version, 'put_to_work', put_to_work_at, 'platform', ''
from risk_model where put_to_work_at is not null;

create table risk_shadow (
    model text not null,
    place bigint not null,
    item bigint not null,
    declaration text not null,
    score double precision not null,
    primary key (model, place, item)
);
