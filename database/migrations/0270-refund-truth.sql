-- Money that did not arrive and was taken another way: the refund that made it good. Never both.
alter table refund_movement add column made_good_by text;

-- Where the provider's books and ours say different things about a refund. Found once a day; gone when both agree again.
create table refund_mismatch (
  store_id text not null,
  id text not null,
  -- 'unknown': booked there and not known here · 'missing': done here and not booked there
  -- 'amount_differs' · 'paid_twice': paid after all, after the shopper had taken it another way
  kind text not null check (kind in ('unknown', 'missing', 'amount_differs', 'paid_twice')),
  -- the movement, or for what is unknown here the provider's own id
  subject_id text not null,
  refund_id text,
  order_id text,
  customer_id text,
  ours_minor bigint,
  theirs_minor bigint,
  currency char(3) not null,
  provider_reference text,
  seen_at timestamptz not null,
  gone_at timestamptz,
  primary key (store_id, id),
  unique (store_id, kind, subject_id)
);
create index refund_mismatch_open on refund_mismatch (store_id, seen_at) where gone_at is null;
create index refund_movement_settled on refund_movement (store_id, settled_at) where state = 'succeeded';
-- By which order a provider's booking is known here.
create index tender_reference on tender (store_id, reference);

create table refund_reconciliation (
  store_id text primary key,
  looked_at timestamptz not null,
  listed integer not null
);
