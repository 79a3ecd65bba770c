-- What was passed on to third-party sellers for an order, as the storefront says it: what can be taken back from there.
create table order_transfer (
  store_id text not null,
  order_id text not null,
  reference text not null,
  seller_id text not null,
  amount_minor bigint not null check (amount_minor > 0),
  primary key (store_id, order_id, reference)
);

-- Who bears what was given back to a shopper for a seller's units: one row for each refund and seller.
create table burden (
  store_id text not null,
  id text not null,
  seller_id text not null,
  order_id text not null,
  refund_id text not null,
  about_kind text,
  about_id text,
  reason text not null,
  currency char(3) not null,
  payer text not null check (payer in ('seller', 'platform', 'carrier')),
  -- the most that the platform bears; the seller bears the rest
  up_to_minor bigint check (up_to_minor >= 0),
  carrier text,
  -- what of the refund counts now, and who bears it
  goods_minor bigint not null check (goods_minor >= 0),
  shipping_minor bigint not null check (shipping_minor >= 0),
  commission_back_minor bigint not null check (commission_back_minor >= 0),
  seller_minor bigint not null check (seller_minor >= 0),
  platform_minor bigint not null check (platform_minor >= 0),
  carrier_minor bigint not null check (carrier_minor >= 0),
  -- while it is held: who is good for it
  cover text check (cover in ('held_payout', 'fund')),
  state text not null check (state in ('held', 'posted', 'reversed', 'released')),
  -- its pending transfer while it is held, else the last one that was posted for it
  transfer_id text,
  -- the burden of the refund whose money did not arrive and that this one was made in place of
  instead_of text,
  held_at timestamptz,
  posted_at timestamptz,
  closed_at timestamptz,
  created_at timestamptz not null,
  version integer not null default 1,
  primary key (store_id, id),
  unique (store_id, refund_id, seller_id),
  check (seller_minor + platform_minor + carrier_minor = goods_minor + shipping_minor - commission_back_minor)
);
create index burden_order on burden (store_id, order_id);
create index burden_about on burden (store_id, about_kind, about_id) where about_id is not null;
create index burden_seller on burden (store_id, seller_id, created_at, id);
create index burden_instead on burden (store_id, instead_of) where instead_of is not null;
create index burden_fund on burden (store_id) where cover = 'fund';

-- Its units, with the commission that came back for each: together all burdens of a unit bring back exactly its commission.
create table burden_unit (
  store_id text not null,
  burden_id text not null,
  unit_id text not null,
  goods_minor bigint not null check (goods_minor >= 0),
  shipping_minor bigint not null check (shipping_minor >= 0),
  commission_back_minor bigint not null check (commission_back_minor >= 0),
  primary key (store_id, burden_id, unit_id)
);

-- A seller's statement, line by line. Below zero: the seller bears it.
create table seller_entry (
  store_id text not null,
  id text not null,
  seller_id text not null,
  at timestamptz not null,
  kind text not null check (kind in ('debit', 'credit', 'collection', 'netting', 'payout', 'adjustment')),
  state text not null check (state in ('held', 'posted', 'receivable', 'collected', 'reversed', 'released')),
  order_id text,
  burden_id text,
  payout_id text,
  -- the debit that was collected or netted
  of_entry_id text,
  -- what the store's system calls an adjustment
  reference text,
  reason text not null,
  note text,
  currency char(3) not null,
  amount_minor bigint not null check (amount_minor <> 0),
  -- what is neither collected, netted, paid out nor given back of it; same sign as the amount
  open_minor bigint not null default 0 check (open_minor between least(amount_minor, 0) and greatest(amount_minor, 0)),
  -- of a debit that is taken back from what was passed on to the seller
  passed_on_reference text,
  collect_minor bigint,
  provider_key text,
  provider_reference text,
  failure_code text,
  attempts integer not null default 0,
  last_tried_at timestamptz,
  primary key (store_id, id),
  unique (store_id, provider_key)
);
create index seller_entry_seller on seller_entry (store_id, seller_id, at, id);
create index seller_entry_burden on seller_entry (store_id, burden_id) where burden_id is not null;
create index seller_entry_order on seller_entry (store_id, order_id) where order_id is not null;
create index seller_entry_open on seller_entry (store_id, seller_id, at, id) where open_minor <> 0;
create index seller_entry_collecting on seller_entry (store_id, at) where state = 'posted' and kind = 'debit';
create unique index seller_entry_reference on seller_entry (store_id, seller_id, reference) where reference is not null;

-- What the store's system paid out to a seller, as it told.
create table seller_payout (
  store_id text not null,
  id text not null,
  seller_id text not null,
  reference text not null,
  currency char(3) not null,
  amount_minor bigint not null check (amount_minor >= 0),
  netted_minor bigint not null default 0 check (netted_minor >= 0),
  credited_minor bigint not null default 0 check (credited_minor >= 0),
  paid_at timestamptz not null,
  -- sales captured until then are paid out by it
  covers_until timestamptz not null,
  recorded_at timestamptz not null,
  primary key (store_id, id),
  unique (store_id, seller_id, reference)
);
create index seller_payout_covers on seller_payout (store_id, seller_id, covers_until);
