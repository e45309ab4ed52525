-- What rules asked for, so that a lane that is not the one asked for explains itself.
alter table selection_choice add column asked text;
alter table selection_choice add column beyond boolean not null default false;
alter table selection_choice add column facilitated boolean not null default false;
