-- Rules: versions and steps are added, never changed. Which version is in force, the steps tell.
create table selection_rule (
    rule text not null,
    version bigint not null,
    document text not null,
    author text not null,
    made_at timestamptz not null,
    primary key (rule, version)
);

create table selection_rule_step (
    rule text not null,
    place bigint not null,
    version bigint not null,
    step text not null,
    officer text not null,
    at timestamptz not null,
    note text not null,
    share double precision,
    primary key (rule, place)
);

create table selection_rule_case (
    rule text not null,
    name text not null,
    revision bigint not null,
    declaration text not null,
    expected boolean not null,
    removed boolean not null,
    set_by text not null,
    set_at timestamptz not null,
    primary key (rule, name, revision)
);

create table selection_rule_backtest (
    rule text not null,
    version bigint not null,
    made_at timestamptz not null,
    made_by text not null,
    report text not null,
    primary key (rule, version, made_at)
);

-- What each rule in force, or in the shadow, said of a declaration when its lane was chosen.
create table selection_rule_said (
    declaration text not null,
    revision bigint not null,
    rule text not null,
    version bigint not null,
    shadow boolean not null,
    status text not null,
    items text not null,
    field text,
    said_at timestamptz not null,
    primary key (declaration, revision, rule, shadow)
);
create index selection_rule_said_rule on selection_rule_said (rule, version, said_at);

-- The trace of a choice: what each node of the rules that fired had read, and the versions that were used.
create table selection_trace (
    declaration text not null,
    revision bigint not null,
    document text not null,
    primary key (declaration, revision)
);

-- What the front page asks of results: findings of prohibited goods, and hours from choice to result.
alter table selection_result add column prohibited boolean not null default false;
alter table selection_result add column hours double precision;
alter table selection_round add column most_spared bigint not null default 0;
