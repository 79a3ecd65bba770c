-- The guarantee on third-party sellers: a claim, what both sides said and showed, and what came of it.

create table claim (
  store_id text not null,
  id text not null,
  reference text not null,
  order_id text not null,
  customer_id text not null,
  seller_id text not null,
  problem_id text,
  -- The return that was refused, or whose money never came.
  return_id text,
  shipment_id text,
  ground text not null check (ground in ('not_received', 'delivered_missing', 'late', 'not_as_described', 'damaged', 'faulty', 'return_refused', 'refund_not_paid', 'overcharged')),
  state text not null check (state in ('contacting', 'seller_due', 'review', 'for_shopper', 'for_seller', 'split', 'appealed', 'final', 'withdrawn', 'closed')),
  unsafe boolean not null default false,
  -- The whole refund when it was opened, and for an overcharge what the shopper says is too much.
  value_minor bigint not null check (value_minor >= 0),
  asked_minor bigint check (asked_minor > 0),
  currency char(3) not null,
  opened_by text not null,
  opened_at timestamptz not null,
  -- When the seller's turn began.
  turn_at timestamptz,
  -- The deadline that runs, and the last one where the first only brings somebody higher in.
  due_at timestamptz,
  hard_at timestamptz,
  -- While a chargeback is open: how much of the deadline was left.
  paused_at timestamptz,
  left_seconds integer,
  hard_left_seconds integer,
  required_role text not null default 'associate',
  silences integer not null default 0,
  seller_answer text check (seller_answer in ('accepted', 'contested', 'evidenced', 'silent')),
  answered_at timestamptz,
  -- A no before the claim, in the contact.
  refused_at timestamptz,
  decision_id text,
  ruling jsonb,
  protection jsonb not null default '[]',
  risk_band text not null default 'low' check (risk_band in ('low', 'medium', 'high')),
  verdict text check (verdict in ('for_shopper', 'for_seller', 'split')),
  decided_by text,
  decided_at timestamptz,
  -- Money and blame are two fields.
  payer text check (payer in ('seller', 'platform', 'carrier')),
  counts boolean,
  award text check (award in ('full', 'return', 'late', 'difference', 'part', 'nothing')),
  award_minor bigint check (award_minor >= 0),
  refund_id text,
  award_return_id text,
  -- The shopper was paid before the seller was heard.
  advanced boolean not null default false,
  appeal_until timestamptz,
  closed_reason text,
  version integer not null default 1,
  primary key (store_id, id),
  unique (store_id, reference)
);
create index claim_order on claim (store_id, order_id);
create index claim_customer on claim (store_id, customer_id, opened_at desc, id desc);
create index claim_seller on claim (store_id, seller_id, opened_at desc, id desc);
create index claim_seller_due on claim (store_id, seller_id, due_at, id) where state in ('contacting', 'seller_due', 'review', 'appealed');
create index claim_due on claim (store_id, state, due_at, id) where state in ('contacting', 'seller_due', 'review', 'appealed');
create index claim_problem on claim (store_id, problem_id) where problem_id is not null;

create table claim_unit (
  store_id text not null,
  claim_id text not null,
  unit_id text not null,
  primary key (store_id, claim_id, unit_id)
);

-- What was said and shown, by whom. Append-only.
create table claim_entry (
  store_id text not null,
  id text not null,
  claim_id text not null,
  side text not null check (side in ('shopper', 'seller', 'platform', 'carrier')),
  kind text not null check (kind in ('note', 'answer', 'evidence', 'appeal', 'decision')),
  evidence_kind text check (evidence_kind in ('carrier_confirmation', 'signature', 'photos', 'messages', 'refund_proof', 'other')),
  words text,
  -- What goes with the kind, such as the tracking number.
  facts jsonb not null default '{}',
  file_ids text[] not null default '{}',
  by text not null,
  at timestamptz not null,
  primary key (store_id, id)
);
create index claim_entry_claim on claim_entry (store_id, claim_id, at, id);

-- What the store asked one side, with a deadline of its own.
create table claim_question (
  store_id text not null,
  id text not null,
  claim_id text not null,
  side text not null check (side in ('shopper', 'seller')),
  words text not null,
  state text not null check (state in ('open', 'answered', 'expired')),
  asked_by text not null,
  asked_at timestamptz not null,
  due_at timestamptz not null,
  reply text,
  file_ids text[] not null default '{}',
  closed_at timestamptz,
  primary key (store_id, id)
);
create index claim_question_claim on claim_question (store_id, claim_id, asked_at, id);
create unique index claim_question_open on claim_question (store_id, claim_id) where state = 'open';

-- What a seller offers to settle it. The clock goes on meanwhile.
create table claim_offer (
  store_id text not null,
  id text not null,
  claim_id text not null,
  amount_minor bigint not null check (amount_minor > 0),
  currency char(3) not null,
  words text,
  state text not null check (state in ('open', 'accepted', 'declined', 'lapsed')),
  made_by text not null,
  made_at timestamptz not null,
  closed_at timestamptz,
  primary key (store_id, id)
);
create index claim_offer_claim on claim_offer (store_id, claim_id, made_at, id);
create unique index claim_offer_open on claim_offer (store_id, claim_id) where state = 'open';

-- Each side once.
create table claim_appeal (
  store_id text not null,
  claim_id text not null,
  side text not null check (side in ('shopper', 'seller')),
  words text not null,
  by text not null,
  at timestamptz not null,
  outcome text check (outcome in ('stands', 'changed', 'unanswered')),
  decided_by text,
  decided_at timestamptz,
  primary key (store_id, claim_id, side)
);

-- A debit that no claim went before, and that the seller asks back: SAFE-T by another name.
create table seller_recourse (
  store_id text not null,
  id text not null,
  reference text not null,
  seller_id text not null,
  order_id text not null,
  burden_id text not null,
  ground text not null check (ground in ('damaged_return', 'other_item', 'not_returned', 'abuse')),
  words text not null,
  file_ids text[] not null default '{}',
  state text not null check (state in ('open', 'granted', 'partly', 'declined')),
  amount_minor bigint not null check (amount_minor > 0),
  granted_minor bigint check (granted_minor >= 0),
  currency char(3) not null,
  filed_by text not null,
  filed_at timestamptz not null,
  due_at timestamptz,
  hard_at timestamptz,
  decided_by text,
  decided_at timestamptz,
  note text,
  version integer not null default 1,
  primary key (store_id, id),
  unique (store_id, reference),
  unique (store_id, burden_id)
);
create index seller_recourse_seller on seller_recourse (store_id, seller_id, filed_at desc, id desc);
create index seller_recourse_due on seller_recourse (store_id, due_at, id) where state = 'open';

-- A defect that an appeal took back stays on record and counts no more.
alter table seller_defect add column voided_at timestamptz;
