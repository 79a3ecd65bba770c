create table product (
  store_id text not null,
  id text not null,
  source text not null,
  reference text not null,
  title text not null,
  category text,
  content_hash text,
  created_at timestamptz not null,
  primary key (store_id, id),
  unique (store_id, source, reference)
);

create table variant (
  store_id text not null,
  id text not null,
  product_id text not null,
  reference text not null,
  sku text,
  title text,
  price_minor bigint,
  currency char(3),
  available boolean not null default true,
  -- null: unknown; promises count only on a known number
  stock integer check (stock >= 0),
  options jsonb not null default '{}',
  weight_grams integer,
  primary key (store_id, id),
  unique (store_id, product_id, reference)
);

-- Orders mirrored from storefronts. The latest revision is what stands here; order_revision keeps every one.
create table orders (
  store_id text not null,
  id text not null,
  source text not null,
  reference text not null,
  customer_id text not null,
  placed_at timestamptz not null,
  currency char(3) not null,
  tax_included boolean not null,
  total_minor bigint not null,
  shipping_minor bigint not null default 0,
  -- what fees there were, by kind; each unit carries its share of their sum
  fees jsonb not null default '[]',
  ship_to jsonb not null,
  -- the same door, whoever ordered: normalized line, unit, postal code, country
  ship_to_key text not null,
  ship_to_country char(2) not null,
  promised_ship_by timestamptz,
  promised_deliver_by timestamptz,
  promise_kind text check (promise_kind in ('guaranteed', 'estimated')),
  shipping_service text,
  dispatch_started_at timestamptz,
  -- how far its parcels are, told by deliveries, so that lists can filter without looking there
  fulfillment text not null default 'open' check (fulfillment in ('open', 'shipped', 'delivered')),
  canceled_at timestamptz,
  cancel_reason text,
  -- set when variants were changed once, so that a policy can lock the order
  items_changed_at timestamptz,
  address_changed_at timestamptz,
  payment_changed_at timestamptz,
  gift boolean not null default false,
  gift_code text,
  business_buyer boolean not null default false,
  channel text,
  -- true for what lies before the connection's cutoff: history, never acted upon unasked
  history boolean not null default false,
  search_text text not null default '',
  content_hash text,
  revision integer not null default 1,
  recorded_at timestamptz not null,
  version integer not null default 1,
  primary key (store_id, id),
  unique (store_id, source, reference)
);
create index orders_of_customer on orders (store_id, customer_id, placed_at desc, id desc);
create index orders_by_date on orders (store_id, placed_at desc, id desc);
-- the operator class lets the beginning of a number find it too
create index orders_reference on orders (store_id, lower(reference) text_pattern_ops);
create index orders_at_address on orders (store_id, ship_to_key);

create table order_revision (
  store_id text not null,
  order_id text not null,
  number integer not null,
  reason text not null,
  about_kind text,
  about_id text,
  document jsonb not null,
  at timestamptz not null,
  primary key (store_id, order_id, number)
);

create table order_item (
  store_id text not null,
  id text not null,
  order_id text not null,
  position integer not null,
  reference text not null,
  sku text,
  product_id text,
  variant_id text,
  title text not null,
  image_url text,
  options jsonb not null default '{}',
  quantity integer not null check (quantity > 0),
  unit_price_minor bigint not null,
  seller_id text,
  commission_rate numeric(9, 6),
  commission_minor bigint,
  category text,
  kind text not null default 'physical' check (kind in ('physical', 'digital', 'gift_card', 'service', 'bundle_parent')),
  bundle_parent_id text,
  preorder_at timestamptz,
  returnable boolean not null default true,
  final_sale boolean not null default false,
  hazardous boolean not null default false,
  freight boolean not null default false,
  age_restricted boolean not null default false,
  weight_grams integer,
  primary key (store_id, id),
  unique (store_id, order_id, reference)
);
create index order_item_reference on order_item (store_id, reference);
create index order_item_seller on order_item (store_id, seller_id, order_id) where seller_id is not null;

-- One row per unit, with its share of every amount of the order fixed once by largest remainder. Refunds read these shares and
-- never recompute. A unit whose money moved never changes; a variant change or a replacement appends a unit and supersedes the old one.
create table unit (
  store_id text not null,
  id text not null,
  order_id text not null,
  item_id text not null,
  position integer not null,
  revision_from integer not null default 1,
  variant_id text,
  sku text,
  options jsonb,
  -- all gross, as the shopper paid: goods after every discount with tax, shipping with tax, fees with tax
  goods_minor bigint not null check (goods_minor >= 0),
  goods_tax_minor bigint not null default 0 check (goods_tax_minor between 0 and goods_minor),
  shipping_minor bigint not null default 0 check (shipping_minor >= 0),
  shipping_tax_minor bigint not null default 0 check (shipping_tax_minor between 0 and shipping_minor),
  fee_minor bigint not null default 0 check (fee_minor >= 0),
  -- fees that stay with the store whatever happens
  fee_kept_minor bigint not null default 0 check (fee_kept_minor >= 0),
  discount_minor bigint not null default 0,
  commission_minor bigint not null default 0,
  -- when money first came back for it; from then on an imported document cannot change it
  money_moved_at timestamptz,
  canceled_at timestamptz,
  -- what made good for this unit: 'refund:ref_…', 'replacement:rep_…', 'external'; empty again when it turned up
  settled_by text,
  superseded_by text,
  superseded_reason text check (superseded_reason in ('variant', 'replacement', 'import')),
  replaces_unit_id text,
  primary key (store_id, id)
);
create index unit_order on unit (store_id, order_id, item_id, position);

-- A unit promised to one matter (problem, change, return, claim, replacement) cannot be promised to another while it is open.
create table unit_hold (
  store_id text not null,
  id text not null,
  unit_id text not null,
  order_id text not null,
  kind text not null check (kind in ('problem', 'change', 'return', 'claim', 'replacement', 'refund')),
  ref_id text not null,
  opened_at timestamptz not null,
  closed_at timestamptz,
  primary key (store_id, id)
);
create unique index unit_hold_open on unit_hold (store_id, unit_id) where closed_at is null;
create index unit_hold_ref on unit_hold (store_id, kind, ref_id);
create index unit_hold_order on unit_hold (store_id, order_id) where closed_at is null;

create table tender (
  store_id text not null,
  id text not null,
  order_id text not null,
  position integer not null default 0,
  reference text not null,
  kind text not null check (kind in ('card', 'paypal', 'gift_card', 'store_credit', 'bank', 'other')),
  label text not null default '',
  payment_method_id text,
  authorized_minor bigint,
  captured_minor bigint not null check (captured_minor >= 0),
  captured_at timestamptz,
  fingerprint text,
  -- a charge of ours (variant difference, new payment method) that became a tender of the order
  charge_id text,
  primary key (store_id, id),
  unique (store_id, order_id, reference)
);
create index tender_fingerprint on tender (store_id, fingerprint) where fingerprint is not null;

create table dispute (
  store_id text not null,
  id text not null,
  order_id text not null,
  tender_id text,
  reference text not null,
  opened_at timestamptz not null,
  amount_minor bigint not null check (amount_minor >= 0),
  state text not null check (state in ('open', 'won', 'lost')),
  primary key (store_id, id),
  unique (store_id, order_id, reference)
);

-- Cancellations and returns that happened elsewhere, before or after the store joined: they fill histories.
create table order_history (
  store_id text not null,
  id text not null,
  order_id text not null,
  kind text not null check (kind in ('cancellation', 'return')),
  reference text not null,
  at timestamptz not null,
  details jsonb not null default '{}',
  primary key (store_id, id),
  unique (store_id, order_id, kind, reference)
);
