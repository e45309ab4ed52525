-- A row a change of the list; the newest stands. Its entries of the same revision are what the change set or took out.
create table selection_list (
    name text not null,
    revision bigint not null,
    type text not null,
    owner text not null,
    set_by text not null,
    set_at timestamptz not null,
    primary key (name, revision)
);

create table selection_list_entry (
    list text not null,
    value text not null,
    revision bigint not null,
    source text not null,
    until text,
    held boolean not null,
    primary key (list, value, revision)
);
