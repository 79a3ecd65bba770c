create table problem (
  store_id text not null,
  id text not null,
  -- what people say on the phone, like MR-7F3K-29Q
  reference text not null,
  order_id text not null,
  customer_id text not null,
  shipment_id text,
  kind text not null,
  -- open: remedies offered, none taken; waiting: the 48 h wait; in_review: a person decides; remedied; turned_up; withdrawn; closed
  state text not null check (state in ('open', 'waiting', 'in_review', 'remedied', 'turned_up', 'withdrawn', 'closed')),
  -- reports about one parcel within 24 h are one loss and share this id
  loss_id text not null,
  ship_to_key text not null,
  note text,
  statement_signed_at timestamptz,
  own_door_answer boolean,
  opened_by text not null,
  opened_at timestamptz not null,
  wait_until timestamptz,
  value_minor bigint not null,
  currency char(3) not null,
  decision_id text not null,
  -- offered remedies as shown, best first; each has its own id
  offers jsonb not null,
  verdict jsonb not null,
  remedy_kind text,
  remedy_offer_id text,
  remedied_by text,
  remedied_at timestamptz,
  refund_id text,
  replacement_id text,
  change_id text,
  turned_up_at timestamptz,
  turned_up_choice text check (turned_up_choice in ('keep_and_pay', 'return', 'keep_free')),
  version integer not null default 1,
  primary key (store_id, id),
  unique (store_id, reference)
);
create index problem_order on problem (store_id, order_id);
create index problem_customer on problem (store_id, customer_id, opened_at desc);
create index problem_address on problem (store_id, ship_to_key, opened_at);
create index problem_loss on problem (store_id, loss_id);

create table problem_unit (
  store_id text not null,
  problem_id text not null,
  unit_id text not null,
  primary key (store_id, problem_id, unit_id)
);

-- A question for a person, with a deadline and what happens on silence. Later kinds of matter share it.
create table review (
  store_id text not null,
  id text not null,
  about_kind text not null,
  about_id text not null,
  order_id text not null,
  customer_id text not null,
  state text not null check (state in ('open', 'decided', 'silent', 'withdrawn')),
  required_role text not null default 'associate',
  question text not null,
  decide_by timestamptz not null,
  -- never later than this, however often it moved on
  hard_limit timestamptz not null,
  on_silence text not null check (on_silence in ('for_shopper', 'to_lead')),
  silences integer not null default 0,
  opened_at timestamptz not null,
  decided_by text,
  decided_at timestamptz,
  outcome text,
  note text,
  version integer not null default 1,
  primary key (store_id, id)
);
create index review_open on review (store_id, decide_by) where state = 'open';
create index review_about on review (store_id, about_kind, about_id);

create table notification (
  store_id text not null,
  id text not null,
  customer_id text,
  template text not null,
  channel text not null default 'email' check (channel in ('email')),
  to_address text not null,
  locale text not null,
  subject text not null,
  body_text text not null,
  body_html text not null,
  about_kind text,
  about_id text,
  order_id text,
  state text not null check (state in ('queued', 'sent', 'failed', 'suppressed')),
  -- one message per fact: the same event never writes twice
  dedupe_key text not null,
  failure text,
  attempts integer not null default 0,
  created_at timestamptz not null,
  sent_at timestamptz,
  primary key (store_id, id),
  unique (store_id, dedupe_key)
);
create index notification_order on notification (store_id, order_id, created_at);
create index notification_customer on notification (store_id, customer_id, created_at);

create table notification_preference (
  store_id text not null,
  customer_id text not null,
  topic text not null,
  wanted boolean not null,
  primary key (store_id, customer_id, topic)
);

-- Trouble found before anybody wrote: late, silent, unsettled. One row per subject and kind.
create table watch_finding (
  store_id text not null,
  id text not null,
  kind text not null,
  subject_kind text not null,
  subject_id text not null,
  order_id text,
  customer_id text,
  details jsonb not null default '{}',
  found_at timestamptz not null,
  resolved_at timestamptz,
  resolution text,
  primary key (store_id, id),
  unique (store_id, kind, subject_kind, subject_id)
);
create index watch_finding_open on watch_finding (store_id, found_at) where resolved_at is null;

create table connection (
  store_id text not null,
  id text not null,
  kind text not null,
  -- the source name that references carry
  name text not null,
  settings jsonb not null default '{}',
  -- what lies before it is history: no notification, webhook or watching
  cutoff timestamptz not null,
  created_at timestamptz not null,
  primary key (store_id, id),
  unique (store_id, name)
);

create table api_key (
  store_id text not null,
  id text not null,
  name text not null,
  key_hash text not null unique,
  prefix text not null,
  scopes text[] not null,
  acts_as_kind text check (acts_as_kind in ('staff', 'seller')),
  acts_as_id text,
  created_by text not null,
  created_at timestamptz not null,
  expires_at timestamptz,
  revoked_at timestamptz,
  last_used_at timestamptz,
  primary key (store_id, id)
);

create table import (
  store_id text not null,
  id text not null,
  kind text not null,
  source text not null,
  format text not null check (format in ('ndjson', 'csv')),
  state text not null check (state in ('running', 'done', 'failed')),
  rows_read bigint not null default 0,
  created_count bigint not null default 0,
  updated_count bigint not null default 0,
  unchanged_count bigint not null default 0,
  bad_count bigint not null default 0,
  bytes_read bigint not null default 0,
  failure text,
  started_by text not null,
  started_at timestamptz not null,
  finished_at timestamptz,
  primary key (store_id, id)
);

create table import_bad_row (
  store_id text not null,
  import_id text not null,
  line bigint not null,
  code text not null,
  message text not null,
  param text,
  primary key (store_id, import_id, line)
);

-- Provider webhooks as they came; kept whole so that one that could not be handled can be replayed.
create table webhook_inbox (
  store_id text not null,
  id text not null,
  source text not null,
  delivery_id text not null,
  headers jsonb not null,
  body text not null,
  received_at timestamptz not null,
  handled_at timestamptz,
  failure text,
  primary key (store_id, id),
  unique (store_id, source, delivery_id)
);
