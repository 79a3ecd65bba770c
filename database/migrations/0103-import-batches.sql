-- The last batch that was written: one whose answer was lost with the database is not counted twice.
alter table import add column last_batch integer not null default 0;
