-- An account that its shopper, or somebody for them, wants deleted.
create table erasure (
  store_id text not null,
  id text not null,
  customer_id text not null,
  state text not null check (state in ('asked', 'canceled', 'done')),
  asked_by text not null,
  asked_at timestamptz not null,
  due_at timestamptz not null,
  closed_by text,
  closed_at timestamptz,
  version integer not null default 1,
  primary key (store_id, id)
);
create unique index erasure_open on erasure (store_id, customer_id) where state = 'asked';
create index erasure_asked on erasure (store_id, asked_at desc, id desc);

-- What somebody agreed to, and took back.
create table consent (
  store_id text not null,
  id text not null,
  customer_id text not null,
  kind text not null,
  given boolean not null,
  detail text not null default '',
  source text not null,
  at timestamptz not null,
  primary key (store_id, id)
);
create index consent_of on consent (store_id, customer_id, at desc, id desc);

-- How long something is kept, where the store changed what is usual.
create table retention_choice (
  store_id text not null,
  rule text not null,
  days integer check (days > 0),
  changed_by text not null,
  changed_at timestamptz not null,
  primary key (store_id, rule)
);
create table retention_run (
  store_id text not null,
  rule text not null,
  at timestamptz not null,
  rows bigint not null,
  primary key (store_id, rule, at)
);
