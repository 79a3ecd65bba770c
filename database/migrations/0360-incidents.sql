-- One cause that hits many orders: a carrier's strike, a hub under water, a product that was packed wrong.
create table incident (
  store_id text not null,
  id text not null,
  -- for colleagues
  title text not null,
  -- what shoppers read, by language; `en` is read where theirs is missing
  banner jsonb not null,
  -- { from, to?, carrier?, service?, hub?, product?, seller?, country? }: all that is named has to fit
  filter jsonb not null,
  state text not null default 'open' check (state in ('open', 'closed')),
  opened_by text not null,
  opened_at timestamptz not null,
  closed_at timestamptz,
  -- how far the last look through the orders has come, and when one was complete
  looked_at timestamptz,
  version integer not null default 1,
  primary key (store_id, id)
);
create index incident_open on incident (store_id, opened_at) where state = 'open';

create table incident_order (
  store_id text not null,
  incident_id text not null,
  order_id text not null,
  customer_id text not null,
  found_at timestamptz not null,
  primary key (store_id, incident_id, order_id)
);
create index incident_order_order on incident_order (store_id, order_id);
create index incident_order_customer on incident_order (store_id, customer_id);

-- One message to everybody it concerns; each person gets it once.
create table incident_message (
  store_id text not null,
  id text not null,
  incident_id text not null,
  text text not null,
  by_staff_id text not null,
  at timestamptz not null,
  primary key (store_id, id)
);
create table incident_recipient (
  store_id text not null,
  message_id text not null,
  customer_id text not null,
  conversation_id text,
  told_at timestamptz not null,
  primary key (store_id, message_id, customer_id)
);

create index shipment_shipped on shipment (store_id, shipped_at, id) where shipped_at is not null;
create index conversation_incident on conversation (store_id, incident_id, last_message_at desc) where incident_id is not null;
