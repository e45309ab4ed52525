create table risk_event (
    seq bigint primary key,
    kind text not null,
    key text not null,
    declaration text not null,
    at timestamptz not null,
    body text not null
);
create unique index risk_event_key on risk_event (kind, key);
create index risk_event_declaration on risk_event (declaration, seq);

create table risk_score (
    declaration text not null,
    item bigint not null,
    revision bigint not null,
    score double precision not null,
    expected_revenue_e4 bigint,
    base double precision not null,
    reasons text not null,
    model text not null,
    scored_at timestamptz not null,
    primary key (declaration, item, revision)
);

create table risk_model (
    version text primary key,
    made_at timestamptz not null,
    put_to_work_at timestamptz,
    body text not null,
    figures text not null
);
