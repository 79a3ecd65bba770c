-- Double entry. A transfer is a set of entries that sums to zero; it is pending, then posted or voided, and never edited.
create table ledger_transfer (
  store_id text not null,
  id text not null,
  kind text not null,
  about_kind text not null,
  about_id text not null,
  order_id text,
  currency char(3) not null,
  state text not null check (state in ('pending', 'posted', 'voided')),
  created_at timestamptz not null,
  closed_at timestamptz,
  primary key (store_id, id)
);
create index ledger_transfer_order on ledger_transfer (store_id, order_id);
create index ledger_transfer_about on ledger_transfer (store_id, about_kind, about_id);

create table ledger_entry (
  store_id text not null,
  transfer_id text not null,
  line integer not null,
  -- 'tender:tnd_…', 'customer:cus_…', 'method:pay_…', 'credit:cus_…', 'seller:sel_…', 'store:concessions', 'store:sales', 'carrier:…'
  account text not null,
  amount_minor bigint not null,
  currency char(3) not null,
  primary key (store_id, transfer_id, line)
);
create index ledger_entry_account on ledger_entry (store_id, account);

create function ledger_sums_to_zero() returns trigger language plpgsql as $$
begin
  if exists (
    select 1 from ledger_entry
    where store_id = new.store_id and transfer_id = new.transfer_id
    group by currency having sum(amount_minor) <> 0
  ) then
    raise exception 'ledger transfer % does not sum to zero', new.transfer_id using errcode = 'check_violation';
  end if;
  return null;
end $$;
create constraint trigger ledger_entry_balanced after insert on ledger_entry
  deferrable initially deferred for each row execute function ledger_sums_to_zero();

create function ledger_is_append_only() returns trigger language plpgsql as $$
begin
  raise exception 'ledger entries are never changed or deleted' using errcode = 'check_violation';
end $$;
create trigger ledger_entry_append_only before update or delete on ledger_entry
  for each row execute function ledger_is_append_only();

create table refund (
  store_id text not null,
  id text not null,
  order_id text not null,
  customer_id text not null,
  -- 'external': it happened elsewhere and was imported; it lowers the ceiling all the same
  origin text not null default 'here' check (origin in ('here', 'external')),
  reference text,
  reason text not null,
  about_kind text,
  about_id text,
  currency char(3) not null,
  amount_minor bigint not null check (amount_minor > 0),
  state text not null check (state in ('requested', 'succeeded', 'failed', 'partly_failed')),
  requested_by text not null,
  created_at timestamptz not null,
  done_at timestamptz,
  version integer not null default 1,
  primary key (store_id, id)
);
create index refund_order on refund (store_id, order_id);
create index refund_about on refund (store_id, about_kind, about_id);
create unique index refund_external on refund (store_id, order_id, reference) where origin = 'external';

-- Which units the money is for. A line of a failed movement counts no more: counted says so.
create table refund_line (
  store_id text not null,
  refund_id text not null,
  line integer not null,
  order_id text not null,
  -- the movement whose money this is: when it fails, exactly its lines stop counting
  movement_id text not null,
  unit_id text,
  goods_minor bigint not null default 0 check (goods_minor >= 0),
  goods_tax_minor bigint not null default 0,
  shipping_minor bigint not null default 0 check (shipping_minor >= 0),
  shipping_tax_minor bigint not null default 0,
  fee_minor bigint not null default 0 check (fee_minor >= 0),
  -- money for no unit in particular (goodwill, imported refund without units)
  other_minor bigint not null default 0,
  counted boolean not null default true,
  primary key (store_id, refund_id, line)
);
create index refund_line_unit on refund_line (store_id, unit_id) where counted;
create index refund_line_order on refund_line (store_id, order_id);

create table refund_movement (
  store_id text not null,
  id text not null,
  refund_id text not null,
  order_id text not null,
  -- the tender whose ceiling it uses; empty for goodwill beyond what was paid
  tender_id text,
  -- where the money goes: back to the tender, to a gift card or to store credit of the same shopper
  target_kind text not null check (target_kind in ('tender', 'method', 'store_credit')),
  target_id text not null,
  amount_minor bigint not null check (amount_minor > 0),
  currency char(3) not null,
  state text not null check (state in ('requested', 'succeeded', 'failed', 'reversed')),
  provider_key text not null,
  provider_reference text,
  failure_code text,
  attempts integer not null default 0,
  last_tried_at timestamptz,
  transfer_id text not null,
  expected_by timestamptz,
  requested_at timestamptz not null,
  settled_at timestamptz,
  version integer not null default 1,
  primary key (store_id, id),
  unique (store_id, provider_key)
);
create index refund_movement_refund on refund_movement (store_id, refund_id);
create index refund_movement_order on refund_movement (store_id, order_id);
create index refund_movement_open on refund_movement (store_id, requested_at) where state = 'requested';

create table charge (
  store_id text not null,
  id text not null,
  order_id text not null,
  customer_id text not null,
  payment_method_id text not null,
  about_kind text not null,
  about_id text not null,
  amount_minor bigint not null check (amount_minor > 0),
  currency char(3) not null,
  state text not null check (state in ('requested', 'succeeded', 'failed')),
  provider_key text not null,
  provider_reference text,
  failure_code text,
  attempts integer not null default 0,
  last_tried_at timestamptz,
  transfer_id text not null,
  -- a refund that this charge pays back (it turned up after all): its units can be refunded again once it has succeeded
  repays_refund_id text,
  -- what it was for fell through while it was under way: if it succeeds after all, it goes straight back, for this reason
  unwanted_reason text,
  requested_at timestamptz not null,
  settled_at timestamptz,
  version integer not null default 1,
  primary key (store_id, id),
  unique (store_id, provider_key)
);
create index charge_order on charge (store_id, order_id);
create index charge_open on charge (store_id, requested_at) where state = 'requested';

create table store_credit (
  store_id text not null,
  customer_id text not null,
  currency char(3) not null,
  balance_minor bigint not null default 0 check (balance_minor >= 0),
  primary key (store_id, customer_id, currency)
);

-- A change before dispatch: pending until the storefront or the warehouse says applied or refused.
create table change (
  store_id text not null,
  id text not null,
  order_id text not null,
  customer_id text not null,
  kind text not null check (kind in ('cancel', 'address', 'variant', 'payment')),
  -- asked: waits for the seller's answer; review: a person decides
  state text not null check (state in ('asked', 'pending', 'applied', 'refused', 'review')),
  reason text,
  details jsonb not null default '{}',
  requested_by text not null,
  requested_at timestamptz not null,
  answer_by timestamptz,
  decided_at timestamptz,
  refusal_code text,
  refusal_words text,
  storefront_key text not null,
  difference_minor bigint not null default 0,
  currency char(3) not null,
  refund_id text,
  charge_id text,
  decision_id text,
  attempts integer not null default 0,
  version integer not null default 1,
  primary key (store_id, id),
  unique (store_id, storefront_key)
);
create index change_order on change (store_id, order_id);
create index change_open on change (store_id, requested_at) where state in ('asked', 'pending', 'review');

create table change_unit (
  store_id text not null,
  change_id text not null,
  unit_id text not null,
  to_variant_id text,
  new_unit_id text,
  primary key (store_id, change_id, unit_id)
);

create table replacement (
  store_id text not null,
  id text not null,
  order_id text not null,
  customer_id text not null,
  about_kind text not null,
  about_id text not null,
  state text not null check (state in ('requested', 'accepted', 'refused', 'shipped', 'delivered', 'canceled')),
  ship_to jsonb not null,
  delivery_requirement text not null default 'none' check (delivery_requirement in ('none', 'code', 'signature', 'locker')),
  speed text not null default 'same_or_faster',
  expected_by timestamptz,
  storefront_key text not null,
  storefront_reference text,
  refusal_code text,
  requested_by text not null,
  requested_at timestamptz not null,
  decided_at timestamptz,
  attempts integer not null default 0,
  version integer not null default 1,
  primary key (store_id, id),
  unique (store_id, storefront_key)
);
create index replacement_order on replacement (store_id, order_id);
create unique index replacement_about on replacement (store_id, about_kind, about_id) where state not in ('refused', 'canceled');
create index replacement_reference on replacement (store_id, storefront_reference);
create index replacement_open on replacement (store_id, requested_at) where state = 'requested';

create table replacement_unit (
  store_id text not null,
  replacement_id text not null,
  unit_id text not null,
  new_unit_id text not null,
  variant_id text,
  primary key (store_id, replacement_id, unit_id)
);
