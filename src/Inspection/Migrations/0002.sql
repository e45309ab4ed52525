-- A control that nobody made, of a declaration that was brought into another lane.
alter table inspection_control add column withdrawn boolean not null default false;
