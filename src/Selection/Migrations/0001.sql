create table selection_candidate (
    declaration text primary key,
    office_id text not null,
    day text not null,
    lodged_at timestamptz not null,
    score double precision not null,
    expected_revenue_e4 bigint,
    model text not null,
    scored_at timestamptz not null,
    state text not null
);
create index selection_candidate_waiting on selection_candidate (office_id, day) where state = 'waiting';

-- Where a batch of scores stands for the moment between its bulk append and its merge into the candidates.
create table selection_arriving (
    batch text not null,
    declaration text not null,
    office_id text not null,
    day text not null,
    lodged_at timestamptz not null,
    score double precision not null,
    expected_revenue_e4 bigint,
    model text not null,
    scored_at timestamptz not null,
    withdrawn boolean not null
);
create index selection_arriving_batch on selection_arriving (batch);

create table selection_capacity (
    office_id text not null,
    revision bigint not null,
    red bigint not null,
    yellow bigint not null,
    random_share double precision not null,
    set_by text not null,
    set_at timestamptz not null,
    primary key (office_id, revision)
);

create table selection_key (
    version bigint primary key,
    secret text not null,
    made_at timestamptz not null
);

create table selection_day (
    office_id text not null,
    day text not null,
    rounds bigint not null,
    decided bigint not null,
    red_used bigint not null,
    yellow_used bigint not null,
    random_used bigint not null,
    primary key (office_id, day)
);

create table selection_round (
    office_id text not null,
    day text not null,
    round bigint not null,
    closed_at timestamptz not null,
    key_version bigint not null,
    candidates bigint not null,
    expected double precision not null,
    red bigint not null,
    random bigint not null,
    yellow bigint not null,
    red_capacity bigint not null,
    yellow_capacity bigint not null,
    random_share double precision not null,
    capacity_revision bigint not null,
    primary key (office_id, day, round)
);

create table selection_choice (
    declaration text not null,
    revision bigint not null,
    office_id text not null,
    day text not null,
    round bigint not null,
    key_version bigint not null,
    lane text not null,
    reason text not null,
    probability double precision not null,
    red_probability double precision not null,
    score double precision not null,
    expected_revenue_e4 bigint,
    model text not null,
    lodged_at timestamptz not null,
    chosen_at timestamptz not null,
    primary key (declaration, revision)
);
create index selection_choice_day on selection_choice (office_id, day, round);
