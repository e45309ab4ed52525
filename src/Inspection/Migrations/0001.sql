create table inspection_control (
    id text primary key,
    declaration text not null,
    number bigint not null,
    lane text not null,
    reason text not null,
    office_id text not null,
    day text not null,
    opened_at timestamptz not null,
    opened_by text not null
);
create index inspection_control_declaration on inspection_control (declaration);
create index inspection_control_day on inspection_control (day, reason);

create table inspection_result (
    control text not null,
    revision bigint not null,
    officer_id text not null,
    recorded_at timestamptz not null,
    items text not null,
    note text,
    hit boolean not null,
    revenue_e4 bigint not null,
    primary key (control, revision)
);

create table inspection_work (
    declaration text primary key,
    office_id text not null,
    day text not null,
    lodged_at timestamptz not null,
    importer_id text,
    importer_name text,
    declarant text,
    commodity text,
    description text,
    origin text,
    dispatch text,
    item_count bigint not null,
    customs_value_e4 bigint,
    currency text,
    gross_mass_e4 bigint,
    search text not null,
    score double precision not null,
    expected_revenue_e4 bigint,
    model text,
    scored_at timestamptz,
    top_reason text,
    lane text,
    reason text,
    probability double precision,
    chosen_at timestamptz,
    status text not null,
    control text,
    hit boolean,
    revenue_e4 bigint,
    kinds text
);
-- Where a batch of scores or choices stands for the moment between its bulk append and its merge into the work.
create table inspection_arriving (
    batch text not null,
    declaration text not null,
    office_id text not null,
    day text not null,
    lodged_at timestamptz not null,
    importer_id text,
    importer_name text,
    declarant text,
    commodity text,
    description text,
    origin text,
    dispatch text,
    item_count bigint not null,
    customs_value_e4 bigint,
    currency text,
    gross_mass_e4 bigint,
    search text not null,
    score double precision not null,
    expected_revenue_e4 bigint,
    model text,
    scored_at timestamptz,
    top_reason text,
    lane text,
    reason text,
    probability double precision,
    chosen_at timestamptz,
    status text not null,
    control text
);
create index inspection_arriving_batch on inspection_arriving (batch);

-- The worklist reads a day, of one office or of all, by score, mostly all of it, of a lane or of a status; these answer and count each without the rows.
create index inspection_work_rank on inspection_work (day, office_id, score, declaration);
create index inspection_work_day on inspection_work (day, score, declaration);
create index inspection_work_lane on inspection_work (day, office_id, lane, score, declaration, status);
create index inspection_work_status on inspection_work (day, office_id, status, score, declaration);
create index inspection_work_importer on inspection_work (importer_id, lodged_at);
