-- What rules asked for, so that a lane that is not the one asked for explains itself.
alter table selection_choice add column asked text;
alter table selection_choice add column beyond boolean not null default false;
alter table selection_choice add column facilitated boolean not null default false;
alter table selection_choice add column bound boolean not null default false;
alter table selection_choice add column weight double precision not null default 0;

-- A later revision of a choice is an officer's, or time's.
alter table selection_choice add column chosen_by text;
alter table selection_choice add column why text;
alter table selection_capacity add column green_minutes bigint not null default 0;
alter table selection_capacity add column yellow_days bigint not null default 0;
create table selection_reroute (
    declaration text not null,
    number bigint not null,
    lane text not null,
    why text not null,
    asked_by text not null,
    asked_at timestamptz not null,
    state text not null,
    decided_by text,
    decided_at timestamptz,
    primary key (declaration, number)
);
