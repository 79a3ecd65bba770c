-- What the platform itself keeps: facts, their versions, deadlines, sweeps, the clock, and repeated requests.

-- One row per fact. Versions count without gaps per subject, per order and per customer, so that whoever holds a version
-- can ask for what came after it. `tx` orders the rows for readers that follow all of them: rows of transactions that are
-- still open sort after the snapshot's horizon. A restore into another cluster sets it to 0.
create table event (
  store_id text not null,
  id text not null,
  name text not null,
  subject_kind text not null,
  subject_id text not null,
  version integer not null,
  order_id text,
  order_version integer,
  customer_id text,
  customer_version integer,
  actor text not null,
  payload jsonb not null,
  at timestamptz not null,
  tx xid8 not null default pg_current_xact_id(),
  primary key (store_id, id)
);
create unique index event_subject on event (store_id, subject_kind, subject_id, version);
create index event_order on event (store_id, order_id, order_version) where order_id is not null;
create index event_customer on event (store_id, customer_id, customer_version) where customer_id is not null;
create index event_tx on event (store_id, tx, id);

create table subject_version (
  store_id text not null,
  kind text not null,
  id text not null,
  version integer not null,
  primary key (store_id, kind, id)
) with (fillfactor = 80);

-- Which subscriber has handled which fact, written in the transaction of the effect.
create table event_done (
  store_id text not null,
  event_id text not null,
  subscriber text not null,
  done_at timestamptz not null,
  primary key (store_id, event_id, subscriber)
);
create index event_done_age on event_done (store_id, done_at);

-- Deadlines by the store's clock. `retry_at` is real time: a timer that failed waits without holding up the others.
create table timer (
  store_id text not null,
  name text not null,
  key text not null,
  due_at timestamptz not null,
  data jsonb not null,
  failures integer not null default 0,
  last_error text,
  retry_at timestamptz,
  primary key (store_id, name, key)
);
create index timer_due on timer (store_id, due_at);

-- Sweeps. `next_at` follows the store's clock; `running_until` is a lease in real time.
create table schedule_run (
  store_id text not null,
  name text not null,
  next_at timestamptz not null,
  running_until timestamptz,
  last_run_at timestamptz,
  last_error text,
  primary key (store_id, name)
);

-- How far the demonstration store's clock is ahead of real time. No row: the store lives in real time.
create table clock (
  store_id text primary key,
  offset_ms bigint not null
);

-- Answers to requests that carried an idempotency key, written in the command's own transaction.
create table idempotency_key (
  store_id text not null,
  actor text not null,
  route text not null,
  key text not null,
  request_hash text not null,
  status integer,
  response text,
  created_at timestamptz not null,
  primary key (store_id, actor, route, key)
);
create index idempotency_key_age on idempotency_key (store_id, created_at);
