create table simulation_fill (
    id text primary key,
    seed text not null,
    start_day text not null,
    days bigint not null,
    per_day double precision not null,
    filled_days bigint not null,
    is_done boolean not null
);
