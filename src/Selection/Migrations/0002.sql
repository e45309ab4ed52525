alter table selection_candidate add column learning double precision not null default 0;
alter table selection_arriving add column learning double precision not null default 0;
alter table selection_choice add column learning double precision not null default 0;
alter table selection_round add column explore bigint not null default 0;
alter table selection_round add column explore_share double precision not null default 0;
alter table selection_day add column explore_used bigint not null default 0;
alter table selection_capacity add column explore_least double precision not null default 0.1;
alter table selection_capacity add column explore_most double precision not null default 0.4;

-- What came of the looks, as Inspection told it: what choices are judged by.
create table selection_result (
    declaration text primary key,
    hit boolean not null,
    revenue_e4 bigint not null,
    recorded_at timestamptz not null
);
create index selection_choice_at on selection_choice (chosen_at) where lane = 'red';
