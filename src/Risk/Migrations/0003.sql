create table risk_snapshot (
    place bigint not null,
    share bigint not null,
    build text not null,
    body text not null,
    primary key (place, share)
);

create table risk_snapshot_whole (
    place bigint primary key,
    build text not null,
    shares bigint not null,
    made_at timestamptz not null
);

create index risk_event_recent on risk_event (kind, at);
