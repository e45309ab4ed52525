-- A control that nobody made, of a declaration that was brought into another lane.
alter table inspection_control add column withdrawn boolean not null default false;

-- What rules add to the work of a control, in the units in which it is shared out.
alter table inspection_control add column weight double precision not null default 0;
alter table inspection_arriving add column weight double precision not null default 0;

-- Who examines at an office. The newest revision stands; a share of 0 takes nobody's work but keeps his name.
create table inspection_examiner (
    officer text not null,
    office_id text not null,
    revision bigint not null,
    share double precision not null,
    is_second boolean not null,
    set_by text not null,
    set_at timestamptz not null,
    primary key (officer, office_id, revision)
);
create table inspection_absence (
    officer text not null,
    first_day text not null,
    last_day text not null,
    set_by text not null,
    set_at timestamptz not null,
    primary key (officer, first_day)
);
create table inspection_assignment (
    control text not null,
    revision bigint not null,
    examiner text not null,
    second text,
    weight double precision not null,
    assigned_by text not null,
    assigned_at timestamptz not null,
    primary key (control, revision)
);
create index inspection_control_office on inspection_control (office_id, opened_at);
