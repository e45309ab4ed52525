create table kernel_counter (
    name text primary key,
    value bigint not null
);

create table kernel_fact (
    seq bigint primary key,
    name text not null,
    subject text not null,
    published_at timestamptz not null,
    body text not null
);
create index kernel_fact_name on kernel_fact (name, seq);

create table kernel_subscription (
    name text primary key,
    last_seq bigint not null,
    lease_owner text,
    lease_until timestamptz
);

create table kernel_audit (
    at timestamptz not null,
    actor text not null,
    act text not null,
    permission text not null,
    subject text not null,
    detail text
);
create index kernel_audit_subject on kernel_audit (subject, at);

create table kernel_account (
    id text primary key,
    name text not null,
    roles text not null,
    office_id text,
    password_hash text not null,
    disabled boolean not null
);

insert into kernel_counter (name, value) values ('fact', 0);
