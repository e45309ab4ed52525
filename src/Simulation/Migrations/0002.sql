-- Scenarios that were lived through; the newest is shown.
create table simulation_scenario (
    made_at timestamptz primary key,
    made_by text not null,
    result text not null
);
