-- Somebody may speak in the browser instead of being rung on a telephone; then there is no number.
alter table call_request add column way text not null default 'phone' check (way in ('phone', 'browser'));

-- Calls between two browsers while they are under way: what every process has to know of them alike. Nothing of what is said, and
-- nothing of how the two reach each other.
create table browser_call (
  store_id text not null,
  -- of the try
  id text not null,
  call jsonb not null,
  touched_at timestamptz not null,
  primary key (store_id, id)
);
create index browser_call_touched on browser_call (store_id, touched_at);
