-- What comes back. Approval stands on the line, the other three axes (logistics, inspection, money) on each unit; what the
-- shopper reads is worked out from the four.
create table return_request (
  store_id text not null,
  id text not null,
  -- what people say on the phone, like MR-7F3K-29Q
  reference text not null,
  -- whose return it is: the buyer, or for a gift whoever received it
  customer_id text not null,
  -- 'none': it was put right already (advance replacement, it turned up), the goods just come back
  resolution text not null check (resolution in ('refund', 'replacement', 'exchange', 'store_credit', 'none')),
  -- 'none': no way back was chosen yet, or it came back unannounced
  method text not null check (method in ('drop_off', 'locker', 'label', 'pickup', 'store', 'keep', 'none')),
  origin text not null check (origin in ('shopper', 'staff', 'seller', 'gift', 'withdrawal', 'unannounced', 'problem')),
  -- the matter it serves, such as a problem
  about_kind text,
  about_id text,
  place_id text,
  pickup_from timestamptz,
  pickup_until timestamptz,
  -- empty: the way it came; 'store_credit'; or a payment method
  refund_target text,
  -- what pays the difference of an exchange
  charge_method_id text,
  currency char(3) not null,
  -- for the way back, as shown in the quote
  fee_minor bigint not null default 0 check (fee_minor >= 0),
  -- when that fee is due: 'first_carrier_scan' or 'at_creation' (an unused label costs nobody anything)
  fee_due text not null default 'first_carrier_scan' check (fee_due in ('at_creation', 'first_carrier_scan')),
  -- exactly what was shown before the tap; null where another matter opened it
  quote jsonb,
  decision_id text not null,
  -- under the right of withdrawal: the law's time for the money, no deduction for lateness
  statutory boolean not null default false,
  -- the units' money comes at this moment, decided when it was asked for
  refund_at text not null check (refund_at in ('at_once', 'first_scan', 'destination_scan', 'receipt', 'inspection', 'never')),
  -- what is sent instead leaves when it is asked for, or when the old one is back
  send_at text not null default 'never' check (send_at in ('request', 'receipt', 'never')),
  -- when the difference of an exchange is charged or comes back
  settle_at text check (settle_at in ('request', 'dispatch', 'receipt')),
  requested_by text not null,
  requested_at timestamptz not null,
  -- the goods are handed over by then
  hand_over_by timestamptz not null,
  -- while a person decides: silence approves, or hands it to a lead
  approve_by timestamptz,
  on_silence text check (on_silence in ('approve', 'to_lead')),
  canceled_at timestamptz,
  cancel_reason text,
  closed_at timestamptz,
  version integer not null default 1,
  primary key (store_id, id),
  unique (store_id, reference)
);
create index return_request_customer on return_request (store_id, customer_id, requested_at desc, id desc);
create index return_request_about on return_request (store_id, about_kind, about_id) where about_id is not null;
create index return_request_review on return_request (store_id, approve_by) where approve_by is not null;

create table return_line (
  store_id text not null,
  id text not null,
  return_id text not null,
  position integer not null,
  order_id text not null,
  item_id text not null,
  reason text not null,
  note text,
  file_ids text[] not null default '{}',
  -- who bears the way back, from the table of reasons
  payer text not null check (payer in ('shopper', 'seller', 'nobody')),
  approval text not null check (approval in ('requested', 'needs_review', 'approved', 'declined', 'canceled')),
  approval_by text,
  approval_at timestamptz,
  -- why it was declined or needs a person, as a code
  approval_code text,
  -- what whoever answered wrote
  approval_note text,
  -- taken off because it is after the window, shown in the quote
  late_percent integer not null default 0 check (late_percent between 0 and 100),
  -- it does not have to come back
  keep boolean not null default false,
  -- for an exchange: what comes instead, and what a unit of it costs more (paid by the shopper) or less
  to_variant_id text,
  difference_minor bigint not null default 0,
  primary key (store_id, id)
);
create index return_line_return on return_line (store_id, return_id, position);
create index return_line_order on return_line (store_id, order_id);

create table return_unit (
  store_id text not null,
  return_id text not null,
  line_id text not null,
  unit_id text not null,
  parcel_id text,
  logistics text not null default 'none' check (logistics in ('none', 'label_issued', 'dropped_off', 'in_transit', 'delivered', 'lost')),
  inspection text not null default 'pending' check (inspection in ('pending', 'as_described', 'damaged', 'wrong_item', 'missing', 'not_required')),
  money text not null default 'none' check (money in ('none', 'planned', 'pending', 'succeeded', 'failed', 'reversed')),
  -- what comes back for it as quoted, gross, before the fee and before anything is taken off for its condition
  planned_minor bigint not null default 0 check (planned_minor >= 0),
  -- of it for the first delivery, and for fees of the order such as gift wrap
  planned_shipping_minor bigint not null default 0 check (planned_shipping_minor >= 0),
  planned_fees_minor bigint not null default 0 check (planned_fees_minor >= 0),
  -- for an exchange: what the new one costs, with its tax and list price
  to_goods_minor bigint,
  to_goods_tax_minor bigint,
  to_price_minor bigint,
  -- its share of the fee, so that the parts add up
  fee_minor bigint not null default 0 check (fee_minor >= 0),
  -- taken off for its condition, with grade and note
  deduct_percent integer not null default 0 check (deduct_percent between 0 and 100),
  deduct_minor bigint not null default 0 check (deduct_minor >= 0),
  received_at timestamptz,
  inspected_at timestamptz,
  refund_id text,
  replacement_id text,
  charge_id text,
  primary key (store_id, return_id, unit_id)
);
create index return_unit_unit on return_unit (store_id, unit_id);
create index return_unit_line on return_unit (store_id, line_id);
create index return_unit_parcel on return_unit (store_id, parcel_id) where parcel_id is not null;
create index return_unit_refund on return_unit (store_id, refund_id) where refund_id is not null;

-- One parcel on its way back, with the code or label that brings it.
create table return_parcel (
  store_id text not null,
  id text not null,
  return_id text not null,
  kind text not null check (kind in ('code', 'label', 'pickup', 'unannounced')),
  state text not null check (state in ('open', 'dropped_off', 'in_transit', 'delivered', 'lost', 'canceled')),
  place_id text,
  -- what the square code says: opaque, one use
  code text,
  expires_at timestamptz,
  accepted_at timestamptz,
  accepted_by text,
  accepted_place_id text,
  canceled_at timestamptz,
  -- lockers
  slot_size text check (slot_size in ('s', 'm', 'l', 'xl')),
  slot text,
  slot_until timestamptz,
  pickup_from timestamptz,
  pickup_until timestamptz,
  -- the label, bought by a job from the label port
  label_state text not null default 'none' check (label_state in ('none', 'requested', 'made', 'failed', 'voided')),
  label_key text not null,
  label_file_id text,
  label_cost_minor bigint,
  carrier text,
  tracking_number text,
  failure_code text,
  attempts integer not null default 0,
  expected_weight_grams integer,
  measured_weight_grams integer,
  first_scan_at timestamptz,
  last_scan_at timestamptz,
  delivered_at timestamptz,
  created_at timestamptz not null,
  version integer not null default 1,
  primary key (store_id, id),
  unique (store_id, label_key)
);
create index return_parcel_return on return_parcel (store_id, return_id);
create unique index return_parcel_code on return_parcel (store_id, code) where code is not null;
create index return_parcel_tracking on return_parcel (store_id, tracking_number) where tracking_number is not null;
create index return_parcel_slot on return_parcel (store_id, place_id, slot_until) where slot is not null;

create table return_scan (
  store_id text not null,
  id text not null,
  parcel_id text not null,
  at timestamptz not null,
  status text not null,
  place jsonb,
  note text,
  weight_grams integer,
  -- hash of what the carrier said: a repeated scan is the same row
  fingerprint text not null,
  recorded_at timestamptz not null,
  primary key (store_id, id),
  unique (store_id, parcel_id, fingerprint)
);

create table return_receipt (
  store_id text not null,
  id text not null,
  return_id text not null,
  parcel_id text,
  -- [{ lineId, quantity }] as counted
  counts jsonb not null,
  -- what else was in the box, or that nothing was
  finding text check (finding in ('complete', 'short', 'empty', 'wrong_item', 'extra')),
  note text,
  file_ids text[] not null default '{}',
  received_by text not null,
  at timestamptz not null,
  primary key (store_id, id)
);
create index return_receipt_return on return_receipt (store_id, return_id);

create table return_inspection (
  store_id text not null,
  id text not null,
  return_id text not null,
  unit_id text not null,
  verdict text not null check (verdict in ('as_described', 'damaged', 'wrong_item', 'missing', 'not_required')),
  -- like new, used, worn, broken: data of the store's own scale
  grade text not null,
  deduct_percent integer not null default 0 check (deduct_percent between 0 and 100),
  note text,
  file_ids text[] not null default '{}',
  inspected_by text not null,
  at timestamptz not null,
  primary key (store_id, id)
);
create index return_inspection_return on return_inspection (store_id, return_id);

-- A new one was sent before the old one is back.
create table advance (
  store_id text not null,
  return_id text not null,
  order_id text not null,
  customer_id text not null,
  replacement_id text not null,
  -- both empty until the new one was delivered
  due_at timestamptz,
  grace_until timestamptz,
  -- only with consent taken at the time
  consent_at timestamptz,
  consent_method_id text,
  consent_minor bigint,
  currency char(3) not null,
  reminders_delivered integer not null default 0,
  approval_id text,
  charge_id text,
  charged_at timestamptz,
  reversed_at timestamptz,
  closed_at timestamptz,
  version integer not null default 1,
  primary key (store_id, return_id)
);
create index advance_replacement on advance (store_id, replacement_id);

-- A declaration of withdrawal as it was given: name, contract and contact, nothing else was asked.
create table withdrawal (
  store_id text not null,
  id text not null,
  reference text not null,
  name text not null,
  -- the contract as the shopper named it
  order_reference text not null,
  contact text not null,
  items text,
  declared_at timestamptz not null,
  -- empty until it is matched to an order: at once when the contact is the order's own, else by a person
  order_id text,
  return_id text,
  matched_by text,
  matched_at timestamptz,
  outcome text check (outcome in ('return', 'cancel', 'late', 'excluded', 'unknown')),
  receipt_sent_at timestamptz,
  version integer not null default 1,
  primary key (store_id, id),
  unique (store_id, reference)
);
create index withdrawal_open on withdrawal (store_id, declared_at) where order_id is null;
