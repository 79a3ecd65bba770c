create table shipment (
  store_id text not null,
  id text not null,
  source text not null,
  reference text not null,
  order_id text not null,
  replacement_id text,
  carrier text,
  tracking_number text,
  service text,
  shipped_at timestamptz,
  promised_deliver_by timestamptz,
  promise_kind text check (promise_kind in ('guaranteed', 'estimated')),
  label_platform_bought boolean not null default false,
  -- derived from all scans each time one arrives, so that their order of arrival does not matter
  state text not null default 'label_created',
  state_at timestamptz,
  first_scan_at timestamptz,
  last_scan_at timestamptz,
  delivered_at timestamptz,
  returned_at timestamptz,
  content_hash text,
  history boolean not null default false,
  recorded_at timestamptz not null,
  version integer not null default 1,
  primary key (store_id, id),
  unique (store_id, source, reference)
);
create index shipment_order on shipment (store_id, order_id);
create index shipment_tracking on shipment (store_id, tracking_number);
create index shipment_open on shipment (store_id, promised_deliver_by) where delivered_at is null and returned_at is null and not history;

create table shipment_unit (
  store_id text not null,
  shipment_id text not null,
  unit_id text not null,
  primary key (store_id, shipment_id, unit_id)
);
create index shipment_unit_unit on shipment_unit (store_id, unit_id);

create table scan (
  store_id text not null,
  id text not null,
  shipment_id text not null,
  at timestamptz not null,
  status text not null,
  place jsonb,
  note text,
  -- hash of what the carrier said: a repeated scan is the same row
  fingerprint text not null,
  recorded_at timestamptz not null,
  primary key (store_id, id),
  unique (store_id, shipment_id, fingerprint)
);
create index scan_shipment on scan (store_id, shipment_id, at);

create table delivery_proof (
  store_id text not null,
  id text not null,
  shipment_id text not null,
  scan_id text not null,
  at timestamptz not null,
  gps_lat double precision,
  gps_lng double precision,
  gps_accuracy_meters double precision,
  gps_at timestamptz,
  gps_at_depot boolean,
  photo_file_id text,
  photo_url text,
  photo_verdict text check (photo_verdict in ('right_place', 'other_place', 'unclear')),
  photo_verdict_by text,
  signed_by text,
  code_verified boolean,
  left_at text,
  batch_size_within_60s integer,
  primary key (store_id, id),
  unique (store_id, scan_id)
);
create index delivery_proof_shipment on delivery_proof (store_id, shipment_id);

-- Depots, drop-off points, lockers and stores.
create table place (
  store_id text not null,
  id text not null,
  source text not null,
  reference text not null,
  kind text not null check (kind in ('depot', 'drop_off', 'locker', 'store')),
  name text not null,
  address jsonb,
  lat double precision,
  lng double precision,
  opening_hours jsonb,
  accepts jsonb,
  content_hash text,
  primary key (store_id, id),
  unique (store_id, source, reference)
);

create table trust_signal (
  store_id text not null,
  id text not null,
  customer_id text not null,
  kind text not null,
  about_kind text not null,
  about_id text not null,
  order_id text,
  amount_minor bigint,
  currency char(3),
  details jsonb not null default '{}',
  at timestamptz not null,
  -- a signal that proved wrong (it turned up, a correction) stays, but counts no more
  voided_at timestamptz,
  void_reason text,
  primary key (store_id, id),
  unique (store_id, kind, about_kind, about_id)
);
create index trust_signal_customer on trust_signal (store_id, customer_id, at);

-- Accounts that are one identity, with what links them. A shared address alone never makes a row here.
create table trust_link (
  store_id text not null,
  customer_id text not null,
  linked_customer_id text not null,
  linked_by text[] not null,
  created_at timestamptz not null,
  primary key (store_id, customer_id, linked_customer_id)
);

create table trust_hold (
  store_id text not null,
  id text not null,
  customer_id text not null,
  step text not null check (step in ('warned', 'no_instant', 'person_only')),
  reason text not null,
  placed_by text not null,
  placed_at timestamptz not null,
  lifted_by text,
  lifted_at timestamptz,
  primary key (store_id, id)
);
create index trust_hold_customer on trust_hold (store_id, customer_id) where lifted_at is null;
