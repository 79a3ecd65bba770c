-- When an import last got on, in real time: one without progress has lost its process.
alter table import add column progress_at timestamptz not null default now();
create index import_running on import (store_id, progress_at) where state = 'running';
create index import_newest on import (store_id, started_at desc, id desc);

alter table webhook_inbox add column attempts integer not null default 0;
create index webhook_inbox_waiting on webhook_inbox (store_id, received_at) where handled_at is null;

-- People of the demonstration store whom anybody on this machine can be with one click.
create table demo_person (
  store_id text not null,
  id text not null,
  position integer not null,
  kind text not null check (kind in ('shopper', 'staff')),
  person_id text not null,
  name text not null,
  words text not null,
  role text,
  order_reference text,
  primary key (store_id, id)
);
