-- "It hurt someone": what is not sent again, the reports with their clock, the stop line, and recalls.

-- The maker's lot of what a line is, where the storefront knows it.
alter table order_item add column lot text;
create index order_item_product on order_item (store_id, product_id, order_id) where product_id is not null;

-- What is not sent again unasked: to one shopper whom it hurt, or to nobody while it is stopped or recalled.
create table withheld_product (
  store_id text not null,
  id text not null,
  product_id text not null,
  -- null: every variant of it
  variant_id text,
  -- null: nobody gets one
  customer_id text,
  because_kind text not null check (because_kind in ('problem', 'stop', 'recall')),
  because_id text not null,
  since timestamptz not null,
  ended_at timestamptz,
  primary key (store_id, id)
);
create index withheld_product_open on withheld_product (store_id, product_id) where ended_at is null;
create index withheld_product_because on withheld_product (store_id, because_kind, because_id);

create table safety_report (
  store_id text not null,
  id text not null,
  reference text not null,
  problem_id text not null,
  order_id text not null,
  customer_id text not null,
  -- [{ itemId, title, productId, variantId, lot, sellerId, quantity }]
  things jsonb not null,
  who text check (who in ('person', 'property')),
  state text not null check (state in ('open', 'looked_at', 'closed')),
  outcome text check (outcome in ('product_at_fault', 'misuse', 'in_transit', 'no_harm', 'unclear')),
  outcome_note text,
  -- until when a person has to have looked, and from which role up it is everybody's
  answer_by timestamptz not null,
  required_role text not null,
  silences integer not null default 0,
  conversation_id text,
  opened_by text not null,
  opened_at timestamptz not null,
  looked_by text,
  looked_at timestamptz,
  closed_by text,
  closed_at timestamptz,
  version integer not null default 1,
  primary key (store_id, id),
  unique (store_id, problem_id)
);
create index safety_report_clock on safety_report (store_id, state, answer_by, id);
create index safety_report_customer on safety_report (store_id, customer_id);

-- Each time that somebody said what happened.
create table safety_account (
  store_id text not null,
  id text not null,
  report_id text not null,
  note text,
  who text,
  file_ids text[] not null default '{}',
  by text not null,
  at timestamptz not null,
  primary key (store_id, id)
);
create index safety_account_report on safety_account (store_id, report_id, at);

create table safety_stop (
  store_id text not null,
  id text not null,
  product_id text not null,
  lot text,
  reason text not null,
  stopped_by text not null,
  stopped_at timestamptz not null,
  restarted_by text,
  restarted_at timestamptz,
  restart_note text,
  primary key (store_id, id)
);
create unique index safety_stop_open on safety_stop (store_id, product_id, coalesce(lot, '')) where restarted_at is null;

create table recall (
  store_id text not null,
  id text not null,
  reference text not null,
  title text not null,
  product_id text not null,
  -- empty: every variant, every lot, every seller
  variant_ids text[] not null default '{}',
  lots text[] not null default '{}',
  seller_ids text[] not null default '{}',
  -- with lots named: whether things whose lot nobody knows are told too
  unknown_lots boolean not null default true,
  ordered_from timestamptz,
  ordered_to timestamptz,
  reason text not null,
  instruction text not null check (instruction in ('stop_using', 'dispose', 'return')),
  remedies text[] not null,
  -- what is sent as a replacement: another variant, or the same again from a corrected lot
  replacement_variant_id text,
  message text not null,
  state text not null check (state in ('open', 'closed')),
  opened_by text not null,
  opened_at timestamptz not null,
  closed_at timestamptz,
  looked_at timestamptz,
  version integer not null default 1,
  primary key (store_id, id)
);

-- One order that a recall is about, and what its shopper chose.
create table recall_notice (
  store_id text not null,
  id text not null,
  recall_id text not null,
  order_id text not null,
  customer_id text not null,
  unit_ids text[] not null,
  state text not null check (state in ('found', 'told', 'answered', 'remedied')),
  told_at timestamptz,
  seen_at timestamptz,
  reminders integer not null default 0,
  remind_at timestamptz,
  choice text check (choice in ('refund', 'replacement', 'repair_kit', 'store_credit')),
  answered_at timestamptz,
  answered_by text,
  remedied_at timestamptz,
  refund_id text,
  replacement_id text,
  return_id text,
  version integer not null default 1,
  primary key (store_id, id),
  unique (store_id, recall_id, order_id)
);
create index recall_notice_order on recall_notice (store_id, order_id);
create index recall_notice_customer on recall_notice (store_id, customer_id);
create index recall_notice_state on recall_notice (store_id, recall_id, state, id);
create index recall_notice_remind on recall_notice (store_id, remind_at) where remind_at is not null;
