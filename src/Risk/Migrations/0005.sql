create table risk_drift (
    made_at timestamptz primary key,
    model text not null,
    body text not null
);
