-- When the storefront was last asked: what is fresh is looked up soon, what is old more rarely.
alter table change add column last_tried_at timestamptz;
alter table replacement add column last_tried_at timestamptz;

-- Photos and other files that somebody sent with a report.
create table problem_file (
  store_id text not null,
  problem_id text not null,
  file_id text not null,
  position integer not null,
  primary key (store_id, problem_id, file_id)
);
