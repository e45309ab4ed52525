create table declarations_declaration (
    id text not null,
    version bigint not null,
    lodged_at timestamptz not null,
    office_id text,
    function_code text,
    content_hash text not null,
    document text not null,
    lodged_by text not null,
    received_at timestamptz not null,
    superseded_at timestamptz,
    primary key (id, version)
);
create index declarations_declaration_newest on declarations_declaration (id) where superseded_at is null;
create index declarations_declaration_lodged on declarations_declaration (lodged_at, id) where superseded_at is null;
