-- Written by bin/migrate.js from the migrations; do not edit.

create table account_event (
  store_id text not null,
  id text not null,
  customer_id text not null,
  kind text not null,
  device text,
  network text,
  place text,
  detail text,
  at timestamp with time zone not null,
  constraint account_event_pkey PRIMARY KEY (store_id, id)
);
CREATE INDEX account_event_customer ON account_event USING btree (store_id, customer_id, at DESC, id DESC);

create table advance (
  store_id text not null,
  return_id text not null,
  order_id text not null,
  customer_id text not null,
  replacement_id text not null,
  due_at timestamp with time zone,
  grace_until timestamp with time zone,
  consent_at timestamp with time zone,
  consent_method_id text,
  consent_minor bigint,
  currency character(3) not null,
  reminders_delivered integer default 0 not null,
  approval_id text,
  charge_id text,
  charged_at timestamp with time zone,
  reversed_at timestamp with time zone,
  closed_at timestamp with time zone,
  version integer default 1 not null,
  constraint advance_pkey PRIMARY KEY (store_id, return_id)
);
CREATE INDEX advance_replacement ON advance USING btree (store_id, replacement_id);

create table api_key (
  store_id text not null,
  id text not null,
  name text not null,
  key_hash text not null,
  prefix text not null,
  scopes text[] not null,
  acts_as_kind text,
  acts_as_id text,
  created_by text not null,
  created_at timestamp with time zone not null,
  expires_at timestamp with time zone,
  revoked_at timestamp with time zone,
  last_used_at timestamp with time zone,
  constraint api_key_pkey PRIMARY KEY (store_id, id),
  constraint api_key_key_hash_key UNIQUE (key_hash),
  constraint api_key_acts_as_kind_check CHECK ((acts_as_kind = ANY (ARRAY['staff'::text, 'seller'::text])))
);

create table approval (
  store_id text not null,
  id text not null,
  kind text not null,
  subject_kind text not null,
  subject_id text not null,
  order_id text,
  customer_id text,
  amount_minor bigint,
  currency character(3),
  summary text not null,
  payload jsonb default '{}'::jsonb not null,
  state text default 'pending'::text not null,
  requested_by text not null,
  requested_at timestamp with time zone not null,
  expires_at timestamp with time zone not null,
  decided_by text,
  decided_at timestamp with time zone,
  note text,
  version integer default 1 not null,
  constraint approval_pkey PRIMARY KEY (store_id, id),
  constraint approval_check CHECK ((decided_by IS DISTINCT FROM requested_by)),
  constraint approval_state_check CHECK ((state = ANY (ARRAY['pending'::text, 'approved'::text, 'declined'::text, 'expired'::text])))
);
CREATE INDEX approval_open ON approval USING btree (store_id, expires_at) WHERE (state = 'pending'::text);
CREATE INDEX approval_order ON approval USING btree (store_id, order_id) WHERE (order_id IS NOT NULL);

create table auth_challenge (
  store_id text not null,
  challenge text not null,
  purpose text not null,
  bound_to text not null,
  expires_at timestamp with time zone not null,
  constraint auth_challenge_pkey PRIMARY KEY (store_id, challenge)
);
CREATE INDEX auth_challenge_expired ON auth_challenge USING btree (store_id, expires_at);

create table auth_code (
  store_id text not null,
  id text not null,
  purpose text not null,
  target text not null,
  subject_id text,
  order_id text,
  tries integer default 0 not null,
  created_at timestamp with time zone not null,
  expires_at timestamp with time zone not null,
  used_at timestamp with time zone,
  constraint auth_code_pkey PRIMARY KEY (store_id, id)
);
CREATE INDEX auth_code_expired ON auth_code USING btree (store_id, expires_at);
CREATE INDEX auth_code_target ON auth_code USING btree (store_id, purpose, target, created_at DESC);

create table auth_device (
  store_id text not null,
  realm text not null,
  subject_id text not null,
  token_hash text not null,
  first_seen_at timestamp with time zone not null,
  last_seen_at timestamp with time zone not null,
  constraint auth_device_pkey PRIMARY KEY (store_id, realm, subject_id, token_hash)
);
CREATE INDEX auth_device_old ON auth_device USING btree (store_id, last_seen_at);

create table auth_link (
  store_id text not null,
  id text not null,
  purpose text not null,
  target text not null,
  subject_id text,
  since timestamp with time zone,
  created_at timestamp with time zone not null,
  expires_at timestamp with time zone not null,
  used_at timestamp with time zone,
  constraint auth_link_pkey PRIMARY KEY (store_id, id)
);
CREATE INDEX auth_link_expired ON auth_link USING btree (store_id, expires_at);
CREATE INDEX auth_link_subject ON auth_link USING btree (store_id, subject_id);
CREATE INDEX auth_link_target ON auth_link USING btree (store_id, purpose, target);

create table auth_passkey (
  store_id text not null,
  id text not null,
  realm text not null,
  subject_id text not null,
  credential_id text not null,
  public_key bytea not null,
  counter bigint not null,
  transports text[] not null,
  backed_up boolean not null,
  name text not null,
  created_at timestamp with time zone not null,
  last_used_at timestamp with time zone,
  constraint auth_passkey_pkey PRIMARY KEY (store_id, id)
);
CREATE UNIQUE INDEX auth_passkey_credential ON auth_passkey USING btree (store_id, realm, credential_id);
CREATE INDEX auth_passkey_subject ON auth_passkey USING btree (store_id, realm, subject_id);

create table auth_password (
  store_id text not null,
  realm text not null,
  subject_id text not null,
  hash text not null,
  changed_at timestamp with time zone not null,
  constraint auth_password_pkey PRIMARY KEY (store_id, realm, subject_id)
);

create table auth_recovery_code (
  store_id text not null,
  realm text not null,
  subject_id text not null,
  code_hash text not null,
  created_at timestamp with time zone not null,
  used_at timestamp with time zone,
  constraint auth_recovery_code_pkey PRIMARY KEY (store_id, realm, subject_id, code_hash)
);

create table auth_second_factor (
  store_id text not null,
  realm text not null,
  subject_id text not null,
  sealed_secret text not null,
  created_at timestamp with time zone not null,
  confirmed_at timestamp with time zone,
  last_step bigint default 0 not null,
  constraint auth_second_factor_pkey PRIMARY KEY (store_id, realm, subject_id)
);

create table auth_session (
  store_id text not null,
  id text not null,
  realm text not null,
  subject_id text not null,
  order_id text,
  token_hash text not null,
  stage text not null,
  method text not null,
  device text not null,
  network_address text,
  created_at timestamp with time zone not null,
  last_seen_at timestamp with time zone not null,
  expires_at timestamp with time zone not null,
  proved_at timestamp with time zone,
  place text,
  constraint auth_session_pkey PRIMARY KEY (store_id, id),
  constraint auth_session_stage_check CHECK ((stage = ANY (ARRAY['full'::text, 'enroll'::text, 'second_factor'::text, 'mailed_code'::text])))
);
CREATE INDEX auth_session_expired ON auth_session USING btree (store_id, expires_at);
CREATE INDEX auth_session_subject ON auth_session USING btree (store_id, realm, subject_id);
CREATE UNIQUE INDEX auth_session_token ON auth_session USING btree (token_hash);

create table auth_tally (
  store_id text not null,
  bucket text not null,
  count integer not null,
  ends_at timestamp with time zone not null,
  constraint auth_tally_pkey PRIMARY KEY (store_id, bucket)
);
CREATE INDEX auth_tally_ended ON auth_tally USING btree (store_id, ends_at);

create table browser_call (
  store_id text not null,
  id text not null,
  call jsonb not null,
  touched_at timestamp with time zone not null,
  constraint browser_call_pkey PRIMARY KEY (store_id, id)
);
CREATE INDEX browser_call_touched ON browser_call USING btree (store_id, touched_at);

create table burden (
  store_id text not null,
  id text not null,
  seller_id text not null,
  order_id text not null,
  refund_id text not null,
  about_kind text,
  about_id text,
  reason text not null,
  currency character(3) not null,
  payer text not null,
  up_to_minor bigint,
  carrier text,
  goods_minor bigint not null,
  shipping_minor bigint not null,
  commission_back_minor bigint not null,
  seller_minor bigint not null,
  platform_minor bigint not null,
  carrier_minor bigint not null,
  cover text,
  state text not null,
  transfer_id text,
  instead_of text,
  held_at timestamp with time zone,
  posted_at timestamp with time zone,
  closed_at timestamp with time zone,
  created_at timestamp with time zone not null,
  version integer default 1 not null,
  constraint burden_pkey PRIMARY KEY (store_id, id),
  constraint burden_store_id_refund_id_seller_id_key UNIQUE (store_id, refund_id, seller_id),
  constraint burden_carrier_minor_check CHECK ((carrier_minor >= 0)),
  constraint burden_check CHECK ((((seller_minor + platform_minor) + carrier_minor) = ((goods_minor + shipping_minor) - commission_back_minor))),
  constraint burden_commission_back_minor_check CHECK ((commission_back_minor >= 0)),
  constraint burden_cover_check CHECK ((cover = ANY (ARRAY['held_payout'::text, 'fund'::text]))),
  constraint burden_goods_minor_check CHECK ((goods_minor >= 0)),
  constraint burden_payer_check CHECK ((payer = ANY (ARRAY['seller'::text, 'platform'::text, 'carrier'::text]))),
  constraint burden_platform_minor_check CHECK ((platform_minor >= 0)),
  constraint burden_seller_minor_check CHECK ((seller_minor >= 0)),
  constraint burden_shipping_minor_check CHECK ((shipping_minor >= 0)),
  constraint burden_state_check CHECK ((state = ANY (ARRAY['held'::text, 'posted'::text, 'reversed'::text, 'released'::text]))),
  constraint burden_up_to_minor_check CHECK ((up_to_minor >= 0))
);
CREATE INDEX burden_about ON burden USING btree (store_id, about_kind, about_id) WHERE (about_id IS NOT NULL);
CREATE INDEX burden_fund ON burden USING btree (store_id, currency) WHERE ((cover = 'fund'::text) AND (state = 'held'::text));
CREATE INDEX burden_order ON burden USING btree (store_id, order_id);
CREATE INDEX burden_seller ON burden USING btree (store_id, seller_id, created_at, id);

create table burden_unit (
  store_id text not null,
  burden_id text not null,
  unit_id text not null,
  goods_minor bigint not null,
  shipping_minor bigint not null,
  commission_back_minor bigint not null,
  constraint burden_unit_pkey PRIMARY KEY (store_id, burden_id, unit_id),
  constraint burden_unit_commission_back_minor_check CHECK ((commission_back_minor >= 0)),
  constraint burden_unit_goods_minor_check CHECK ((goods_minor >= 0)),
  constraint burden_unit_shipping_minor_check CHECK ((shipping_minor >= 0))
);

create table calendar (
  store_id text not null,
  id text not null,
  name text not null,
  time_zone text not null,
  week jsonb not null,
  always_open boolean default false not null,
  holidays_url text,
  holidays_read_at timestamp with time zone,
  holidays_fault text,
  created_at timestamp with time zone not null,
  version integer default 1 not null,
  constraint calendar_pkey PRIMARY KEY (store_id, id)
);

create table calendar_day (
  store_id text not null,
  calendar_id text not null,
  day date not null,
  hours jsonb default '[]'::jsonb not null,
  name text default ''::text not null,
  source text not null,
  uid text,
  constraint calendar_day_pkey PRIMARY KEY (store_id, calendar_id, day, source),
  constraint calendar_day_source_check CHECK ((source = ANY (ARRAY['by_hand'::text, 'ical'::text])))
);

create table call_attempt (
  store_id text not null,
  id text not null,
  request_id text not null,
  contact_id text not null,
  staff_id text not null,
  state text not null,
  through text,
  by_hand boolean default false not null,
  simulated boolean default false not null,
  can_hold boolean default false not null,
  can_transfer boolean default false not null,
  can_dial boolean default false not null,
  last_seq bigint default 0 not null,
  result text,
  machine_hint boolean default false not null,
  placed_at timestamp with time zone not null,
  shopper_rung_at timestamp with time zone,
  answered_at timestamp with time zone,
  ended_at timestamp with time zone,
  wrapped_up_at timestamp with time zone,
  version integer default 1 not null,
  headset boolean default false not null,
  constraint call_attempt_pkey PRIMARY KEY (store_id, id),
  constraint call_attempt_state_check CHECK ((state = ANY (ARRAY['placing'::text, 'agent'::text, 'shopper'::text, 'talking'::text, 'held'::text, 'ended'::text])))
);
CREATE UNIQUE INDEX call_attempt_open ON call_attempt USING btree (store_id, request_id) WHERE (state <> 'ended'::text);
CREATE INDEX call_attempt_placed ON call_attempt USING btree (store_id, placed_at);
CREATE INDEX call_attempt_request ON call_attempt USING btree (store_id, request_id, placed_at);
CREATE INDEX call_attempt_unfinished ON call_attempt USING btree (store_id, placed_at) WHERE (state <> 'ended'::text);

create table call_pass (
  store_id text not null,
  attempt_id text not null,
  from_staff_id text not null,
  staff_id text not null,
  rest text[] default '{}'::text[] not null,
  team_id text,
  state text not null,
  asked_at timestamp with time zone not null,
  until timestamp with time zone not null,
  constraint call_pass_pkey PRIMARY KEY (store_id, attempt_id),
  constraint call_pass_state_check CHECK ((state = ANY (ARRAY['ringing'::text, 'taken'::text, 'not_taken'::text])))
);
CREATE INDEX call_pass_ringing ON call_pass USING btree (store_id, staff_id) WHERE (state = 'ringing'::text);

create table call_request (
  store_id text not null,
  id text not null,
  conversation_id text not null,
  customer_id text,
  visitor_id text,
  topic text not null,
  about_kind text,
  about_id text,
  order_id text,
  number text not null,
  time_zone text not null,
  state text not null,
  asked_at timestamp with time zone not null,
  wanted_at timestamp with time zone,
  next_at timestamp with time zone,
  waiting_from timestamp with time zone not null,
  tries smallint default 0 not null,
  contact_id text,
  outcome text,
  agreed text default ''::text not null,
  ended_at timestamp with time zone,
  version integer default 1 not null,
  way text default 'phone'::text not null,
  source text default 'asked'::text not null,
  constraint call_request_pkey PRIMARY KEY (store_id, id),
  constraint call_request_source_check CHECK ((source = ANY (ARRAY['asked'::text, 'inbound'::text]))),
  constraint call_request_state_check CHECK ((state = ANY (ARRAY['scheduled'::text, 'waiting'::text, 'calling'::text, 'talking'::text, 'done'::text, 'given_up'::text, 'canceled'::text]))),
  constraint call_request_way_check CHECK ((way = ANY (ARRAY['phone'::text, 'browser'::text])))
);
CREATE INDEX call_request_contact ON call_request USING btree (store_id, contact_id) WHERE (contact_id IS NOT NULL);
CREATE INDEX call_request_conversation ON call_request USING btree (store_id, conversation_id, asked_at);
CREATE INDEX call_request_customer ON call_request USING btree (store_id, customer_id, asked_at DESC);
CREATE INDEX call_request_number_open ON call_request USING btree (store_id, number) WHERE (state = ANY (ARRAY['scheduled'::text, 'waiting'::text, 'calling'::text, 'talking'::text]));
CREATE UNIQUE INDEX call_request_topic_open ON call_request USING btree (store_id, COALESCE(customer_id, visitor_id), topic) WHERE (state = ANY (ARRAY['scheduled'::text, 'waiting'::text, 'calling'::text, 'talking'::text]));

create table change (
  store_id text not null,
  id text not null,
  order_id text not null,
  customer_id text not null,
  kind text not null,
  state text not null,
  reason text,
  details jsonb default '{}'::jsonb not null,
  requested_by text not null,
  requested_at timestamp with time zone not null,
  answer_by timestamp with time zone,
  decided_at timestamp with time zone,
  refusal_code text,
  refusal_words text,
  storefront_key text not null,
  difference_minor bigint default 0 not null,
  currency character(3) not null,
  refund_id text,
  charge_id text,
  decision_id text,
  attempts integer default 0 not null,
  version integer default 1 not null,
  last_tried_at timestamp with time zone,
  constraint change_pkey PRIMARY KEY (store_id, id),
  constraint change_store_id_storefront_key_key UNIQUE (store_id, storefront_key),
  constraint change_kind_check CHECK ((kind = ANY (ARRAY['cancel'::text, 'address'::text, 'variant'::text, 'payment'::text]))),
  constraint change_state_check CHECK ((state = ANY (ARRAY['asked'::text, 'pending'::text, 'applied'::text, 'refused'::text, 'review'::text])))
);
CREATE INDEX change_open ON change USING btree (store_id, requested_at) WHERE (state = ANY (ARRAY['asked'::text, 'pending'::text, 'review'::text]));
CREATE INDEX change_order ON change USING btree (store_id, order_id);

create table change_unit (
  store_id text not null,
  change_id text not null,
  unit_id text not null,
  to_variant_id text,
  new_unit_id text,
  constraint change_unit_pkey PRIMARY KEY (store_id, change_id, unit_id)
);

create table charge (
  store_id text not null,
  id text not null,
  order_id text not null,
  customer_id text not null,
  payment_method_id text not null,
  about_kind text not null,
  about_id text not null,
  amount_minor bigint not null,
  currency character(3) not null,
  state text not null,
  provider_key text not null,
  provider_reference text,
  failure_code text,
  attempts integer default 0 not null,
  last_tried_at timestamp with time zone,
  transfer_id text not null,
  repays_refund_id text,
  unwanted_reason text,
  requested_at timestamp with time zone not null,
  settled_at timestamp with time zone,
  version integer default 1 not null,
  constraint charge_pkey PRIMARY KEY (store_id, id),
  constraint charge_store_id_provider_key_key UNIQUE (store_id, provider_key),
  constraint charge_amount_minor_check CHECK ((amount_minor > 0)),
  constraint charge_state_check CHECK ((state = ANY (ARRAY['requested'::text, 'succeeded'::text, 'failed'::text])))
);
CREATE INDEX charge_open ON charge USING btree (store_id, requested_at) WHERE (state = 'requested'::text);
CREATE INDEX charge_order ON charge USING btree (store_id, order_id);

create table claim (
  store_id text not null,
  id text not null,
  reference text not null,
  order_id text not null,
  customer_id text not null,
  seller_id text not null,
  problem_id text,
  return_id text,
  shipment_id text,
  ground text not null,
  state text not null,
  unsafe boolean default false not null,
  value_minor bigint not null,
  asked_minor bigint,
  currency character(3) not null,
  opened_by text not null,
  opened_at timestamp with time zone not null,
  turn_at timestamp with time zone,
  due_at timestamp with time zone,
  hard_at timestamp with time zone,
  paused_at timestamp with time zone,
  left_seconds integer,
  hard_left_seconds integer,
  required_role text default 'associate'::text not null,
  silences integer default 0 not null,
  seller_answer text,
  answered_at timestamp with time zone,
  refused_at timestamp with time zone,
  decision_id text,
  ruling jsonb,
  protection jsonb default '[]'::jsonb not null,
  risk_band text default 'low'::text not null,
  verdict text,
  decided_by text,
  decided_at timestamp with time zone,
  payer text,
  counts boolean,
  award text,
  award_minor bigint,
  refund_id text,
  award_return_id text,
  advanced boolean default false not null,
  appeal_until timestamp with time zone,
  closed_reason text,
  version integer default 1 not null,
  constraint claim_pkey PRIMARY KEY (store_id, id),
  constraint claim_store_id_reference_key UNIQUE (store_id, reference),
  constraint claim_asked_minor_check CHECK ((asked_minor > 0)),
  constraint claim_award_check CHECK ((award = ANY (ARRAY['full'::text, 'return'::text, 'late'::text, 'difference'::text, 'part'::text, 'nothing'::text]))),
  constraint claim_award_minor_check CHECK ((award_minor >= 0)),
  constraint claim_ground_check CHECK ((ground = ANY (ARRAY['not_received'::text, 'delivered_missing'::text, 'late'::text, 'not_as_described'::text, 'damaged'::text, 'faulty'::text, 'return_refused'::text, 'refund_not_paid'::text, 'overcharged'::text]))),
  constraint claim_payer_check CHECK ((payer = ANY (ARRAY['seller'::text, 'platform'::text, 'carrier'::text]))),
  constraint claim_risk_band_check CHECK ((risk_band = ANY (ARRAY['low'::text, 'medium'::text, 'high'::text]))),
  constraint claim_seller_answer_check CHECK ((seller_answer = ANY (ARRAY['accepted'::text, 'contested'::text, 'evidenced'::text, 'silent'::text]))),
  constraint claim_state_check CHECK ((state = ANY (ARRAY['contacting'::text, 'seller_due'::text, 'review'::text, 'for_shopper'::text, 'for_seller'::text, 'split'::text, 'appealed'::text, 'final'::text, 'withdrawn'::text, 'closed'::text]))),
  constraint claim_value_minor_check CHECK ((value_minor >= 0)),
  constraint claim_verdict_check CHECK ((verdict = ANY (ARRAY['for_shopper'::text, 'for_seller'::text, 'split'::text])))
);
CREATE INDEX claim_customer ON claim USING btree (store_id, customer_id, opened_at DESC, id DESC);
CREATE INDEX claim_due ON claim USING btree (store_id, state, due_at, id) WHERE (state = ANY (ARRAY['contacting'::text, 'seller_due'::text, 'review'::text, 'appealed'::text]));
CREATE INDEX claim_order ON claim USING btree (store_id, order_id);
CREATE INDEX claim_problem ON claim USING btree (store_id, problem_id) WHERE (problem_id IS NOT NULL);
CREATE INDEX claim_seller ON claim USING btree (store_id, seller_id, opened_at DESC, id DESC);
CREATE INDEX claim_seller_due ON claim USING btree (store_id, seller_id, due_at, id) WHERE (state = ANY (ARRAY['contacting'::text, 'seller_due'::text, 'review'::text, 'appealed'::text]));

create table claim_appeal (
  store_id text not null,
  claim_id text not null,
  side text not null,
  words text not null,
  by text not null,
  at timestamp with time zone not null,
  outcome text,
  decided_by text,
  decided_at timestamp with time zone,
  constraint claim_appeal_pkey PRIMARY KEY (store_id, claim_id, side),
  constraint claim_appeal_outcome_check CHECK ((outcome = ANY (ARRAY['stands'::text, 'changed'::text, 'unanswered'::text]))),
  constraint claim_appeal_side_check CHECK ((side = ANY (ARRAY['shopper'::text, 'seller'::text])))
);

create table claim_entry (
  store_id text not null,
  id text not null,
  claim_id text not null,
  side text not null,
  kind text not null,
  evidence_kind text,
  words text,
  facts jsonb default '{}'::jsonb not null,
  file_ids text[] default '{}'::text[] not null,
  by text not null,
  at timestamp with time zone not null,
  constraint claim_entry_pkey PRIMARY KEY (store_id, id),
  constraint claim_entry_evidence_kind_check CHECK ((evidence_kind = ANY (ARRAY['carrier_confirmation'::text, 'signature'::text, 'photos'::text, 'messages'::text, 'refund_proof'::text, 'other'::text]))),
  constraint claim_entry_kind_check CHECK ((kind = ANY (ARRAY['note'::text, 'answer'::text, 'evidence'::text, 'appeal'::text, 'decision'::text]))),
  constraint claim_entry_side_check CHECK ((side = ANY (ARRAY['shopper'::text, 'seller'::text, 'platform'::text, 'carrier'::text])))
);
CREATE INDEX claim_entry_claim ON claim_entry USING btree (store_id, claim_id, at, id);

create table claim_offer (
  store_id text not null,
  id text not null,
  claim_id text not null,
  amount_minor bigint not null,
  currency character(3) not null,
  words text,
  state text not null,
  made_by text not null,
  made_at timestamp with time zone not null,
  closed_at timestamp with time zone,
  constraint claim_offer_pkey PRIMARY KEY (store_id, id),
  constraint claim_offer_amount_minor_check CHECK ((amount_minor > 0)),
  constraint claim_offer_state_check CHECK ((state = ANY (ARRAY['open'::text, 'accepted'::text, 'declined'::text, 'lapsed'::text])))
);
CREATE INDEX claim_offer_claim ON claim_offer USING btree (store_id, claim_id, made_at, id);
CREATE UNIQUE INDEX claim_offer_open ON claim_offer USING btree (store_id, claim_id) WHERE (state = 'open'::text);

create table claim_question (
  store_id text not null,
  id text not null,
  claim_id text not null,
  side text not null,
  words text not null,
  state text not null,
  asked_by text not null,
  asked_at timestamp with time zone not null,
  due_at timestamp with time zone not null,
  reply text,
  file_ids text[] default '{}'::text[] not null,
  closed_at timestamp with time zone,
  constraint claim_question_pkey PRIMARY KEY (store_id, id),
  constraint claim_question_side_check CHECK ((side = ANY (ARRAY['shopper'::text, 'seller'::text]))),
  constraint claim_question_state_check CHECK ((state = ANY (ARRAY['open'::text, 'answered'::text, 'expired'::text])))
);
CREATE INDEX claim_question_claim ON claim_question USING btree (store_id, claim_id, asked_at, id);
CREATE UNIQUE INDEX claim_question_open ON claim_question USING btree (store_id, claim_id) WHERE (state = 'open'::text);

create table claim_unit (
  store_id text not null,
  claim_id text not null,
  unit_id text not null,
  constraint claim_unit_pkey PRIMARY KEY (store_id, claim_id, unit_id)
);

create table clock (
  store_id text not null,
  offset_ms bigint not null,
  constraint clock_pkey PRIMARY KEY (store_id)
);

create table clock_case (
  store_id text not null,
  conversation_id text not null,
  queue_id text,
  constraint clock_case_pkey PRIMARY KEY (store_id, conversation_id)
);

create table clock_rule (
  store_id text not null,
  id text not null,
  place integer not null,
  name text not null,
  channels text[] default '{}'::text[] not null,
  queue_id text,
  calendar_id text,
  first_minutes integer,
  next_minutes integer,
  resolution_minutes integer,
  created_at timestamp with time zone not null,
  version integer default 1 not null,
  constraint clock_rule_pkey PRIMARY KEY (store_id, id)
);

create table conduct (
  store_id text not null,
  id text not null,
  customer_id text,
  visitor_id text,
  step text not null,
  reason text not null,
  conversation_id text,
  by_staff_id text not null,
  at timestamp with time zone not null,
  expires_at timestamp with time zone,
  lifted_at timestamp with time zone,
  lifted_by text,
  constraint conduct_pkey PRIMARY KEY (store_id, id),
  constraint conduct_step_check CHECK ((step = ANY (ARRAY['warned'::text, 'mail_only'::text, 'blocked'::text])))
);
CREATE INDEX conduct_customer ON conduct USING btree (store_id, customer_id) WHERE (lifted_at IS NULL);
CREATE INDEX conduct_visitor ON conduct USING btree (store_id, visitor_id) WHERE (lifted_at IS NULL);

create table connection (
  store_id text not null,
  id text not null,
  kind text not null,
  name text not null,
  settings jsonb default '{}'::jsonb not null,
  cutoff timestamp with time zone not null,
  created_at timestamp with time zone not null,
  constraint connection_pkey PRIMARY KEY (store_id, id),
  constraint connection_store_id_name_key UNIQUE (store_id, name)
);

create table consent (
  store_id text not null,
  id text not null,
  customer_id text not null,
  kind text not null,
  given boolean not null,
  detail text default ''::text not null,
  source text not null,
  at timestamp with time zone not null,
  constraint consent_pkey PRIMARY KEY (store_id, id)
);
CREATE INDEX consent_of ON consent USING btree (store_id, customer_id, at DESC, id DESC);

create table contact (
  store_id text not null,
  id text not null,
  channel text not null,
  conversation_id text not null,
  queue_id text not null,
  team_id text,
  skill text,
  priority smallint default 0 not null,
  weight smallint not null,
  waiting_from timestamp with time zone not null,
  state text not null,
  staff_id text,
  offered_at timestamp with time zone,
  offer_ends_at timestamp with time zone,
  accepted_at timestamp with time zone,
  first_accepted_at timestamp with time zone,
  ended_at timestamp with time zone,
  passed_by text[] default '{}'::text[] not null,
  offers integer default 0 not null,
  returned_from text,
  returned_at timestamp with time zone,
  created_at timestamp with time zone not null,
  version integer default 1 not null,
  constraint contact_pkey PRIMARY KEY (store_id, id),
  constraint contact_channel_check CHECK ((channel = ANY (ARRAY['chat'::text, 'mail'::text, 'call'::text]))),
  constraint contact_state_check CHECK ((state = ANY (ARRAY['waiting'::text, 'offered'::text, 'held'::text, 'done'::text, 'abandoned'::text])))
);
CREATE INDEX contact_accepted ON contact USING btree (store_id, queue_id, first_accepted_at DESC) WHERE (first_accepted_at IS NOT NULL);
CREATE INDEX contact_of_staff ON contact USING btree (store_id, staff_id) WHERE (state = ANY (ARRAY['offered'::text, 'held'::text]));
CREATE INDEX contact_of_team ON contact USING btree (store_id, team_id) WHERE ((state = ANY (ARRAY['offered'::text, 'held'::text])) AND (team_id IS NOT NULL));
CREATE INDEX contact_offer_ends ON contact USING btree (store_id, offer_ends_at) WHERE (state = 'offered'::text);
CREATE UNIQUE INDEX contact_open ON contact USING btree (store_id, conversation_id, channel) WHERE (state = ANY (ARRAY['waiting'::text, 'offered'::text, 'held'::text]));
CREATE INDEX contact_returned ON contact USING btree (store_id, returned_from) WHERE ((state = ANY (ARRAY['waiting'::text, 'offered'::text, 'held'::text])) AND (returned_from IS NOT NULL));
CREATE INDEX contact_times ON contact USING btree (store_id, created_at);
CREATE INDEX contact_waiting ON contact USING btree (store_id, channel, priority, waiting_from, id) WHERE (state = 'waiting'::text);
CREATE INDEX contact_waiting_queue ON contact USING btree (store_id, queue_id, waiting_from) WHERE (state = 'waiting'::text);
CREATE INDEX contact_waiting_team ON contact USING btree (store_id, channel, team_id, priority, waiting_from, id) WHERE (state = 'waiting'::text);

create table contact_change (
  store_id text not null,
  id text not null,
  customer_id text not null,
  field text not null,
  old_value text,
  new_value text,
  created_at timestamp with time zone not null,
  done_at timestamp with time zone,
  undone_at timestamp with time zone,
  constraint contact_change_pkey PRIMARY KEY (store_id, id),
  constraint contact_change_field_check CHECK ((field = ANY (ARRAY['email'::text, 'phone'::text])))
);
CREATE INDEX contact_change_customer ON contact_change USING btree (store_id, customer_id, created_at DESC);

create table conversation (
  store_id text not null,
  id text not null,
  reference text not null,
  customer_id text,
  visitor_id text,
  verified boolean default false not null,
  channel text not null,
  state text not null,
  subject text default ''::text not null,
  about_kind text,
  about_id text,
  order_id text,
  intent text,
  intent_confidence real,
  team_id text,
  assignee_id text,
  priority smallint default 0 not null,
  locale text,
  tags text[] default '{}'::text[] not null,
  last_position integer default 0 not null,
  last_message_at timestamp with time zone not null,
  last_message_by text,
  waiting_since timestamp with time zone,
  resolved_at timestamp with time zone,
  cause text,
  merged_into text,
  merged_at timestamp with time zone,
  team_before_merge text,
  split_from text,
  continues text,
  incident_id text,
  source text,
  source_reference text,
  opened_at timestamp with time zone not null,
  version integer default 1 not null,
  constraint conversation_pkey PRIMARY KEY (store_id, id),
  constraint conversation_channel_check CHECK ((channel = ANY (ARRAY['chat'::text, 'mail'::text, 'call'::text, 'web'::text, 'import'::text]))),
  constraint conversation_check CHECK ((merged_into IS DISTINCT FROM id)),
  constraint conversation_state_check CHECK ((state = ANY (ARRAY['open'::text, 'resolved'::text])))
);
CREATE INDEX conversation_about ON conversation USING btree (store_id, about_id, last_message_at DESC, id DESC) WHERE ((about_id IS NOT NULL) AND (merged_into IS NULL));
CREATE INDEX conversation_all ON conversation USING btree (store_id, last_message_at DESC, id DESC) WHERE (merged_into IS NULL);
CREATE INDEX conversation_continues ON conversation USING btree (store_id, continues) WHERE (continues IS NOT NULL);
CREATE INDEX conversation_customer ON conversation USING btree (store_id, customer_id, last_message_at DESC) WHERE (customer_id IS NOT NULL);
CREATE INDEX conversation_incident ON conversation USING btree (store_id, incident_id, last_message_at DESC) WHERE (incident_id IS NOT NULL);
CREATE INDEX conversation_merged ON conversation USING btree (store_id, merged_into) WHERE (merged_into IS NOT NULL);
CREATE INDEX conversation_mine ON conversation USING btree (store_id, assignee_id, last_message_at DESC, id DESC) WHERE ((state = 'open'::text) AND (merged_into IS NULL));
CREATE INDEX conversation_newest ON conversation USING btree (store_id, last_message_at DESC, id DESC);
CREATE INDEX conversation_open ON conversation USING btree (store_id, last_message_at DESC, id DESC) WHERE ((state = 'open'::text) AND (merged_into IS NULL));
CREATE INDEX conversation_open_channel ON conversation USING btree (store_id, channel, last_message_at DESC, id DESC) WHERE ((state = 'open'::text) AND (merged_into IS NULL));
CREATE INDEX conversation_open_team ON conversation USING btree (store_id, team_id, last_message_at DESC, id DESC) WHERE ((state = 'open'::text) AND (merged_into IS NULL));
CREATE INDEX conversation_opened ON conversation USING btree (store_id, opened_at);
CREATE INDEX conversation_order ON conversation USING btree (store_id, order_id) WHERE (order_id IS NOT NULL);
CREATE UNIQUE INDEX conversation_reference ON conversation USING btree (store_id, reference);
CREATE INDEX conversation_solved_by ON conversation USING btree (store_id, assignee_id, last_message_at DESC, id DESC) WHERE ((state = 'resolved'::text) AND (merged_into IS NULL) AND (assignee_id IS NOT NULL));
CREATE UNIQUE INDEX conversation_source ON conversation USING btree (store_id, source, source_reference) WHERE (source IS NOT NULL);
CREATE INDEX conversation_subject ON conversation USING gin (to_tsvector('simple'::regconfig, fold_text(subject))) WHERE (subject <> ''::text);
CREATE INDEX conversation_tags ON conversation USING gin (tags) WHERE (merged_into IS NULL);
CREATE INDEX conversation_team ON conversation USING btree (store_id, team_id, last_message_at DESC, id DESC) WHERE (merged_into IS NULL);
CREATE INDEX conversation_unassigned ON conversation USING btree (store_id, team_id, last_message_at DESC, id DESC) WHERE ((state = 'open'::text) AND (merged_into IS NULL) AND (assignee_id IS NULL));
CREATE INDEX conversation_visitor ON conversation USING btree (store_id, visitor_id) WHERE (visitor_id IS NOT NULL);
CREATE INDEX conversation_waiting_since ON conversation USING btree (store_id, waiting_since) WHERE ((state = 'open'::text) AND (merged_into IS NULL) AND (waiting_since IS NOT NULL));

create table credit_note (
  store_id text not null,
  id text not null,
  legal_entity text not null,
  country character(2) not null,
  year integer not null,
  sequence integer not null,
  number text not null,
  kind text not null,
  counters_id text,
  refund_id text not null,
  order_id text not null,
  customer_id text not null,
  currency character(3) not null,
  net_minor bigint not null,
  tax_minor bigint not null,
  gross_minor bigint not null,
  reason text not null,
  issued_at timestamp with time zone not null,
  document jsonb not null,
  constraint credit_note_pkey PRIMARY KEY (store_id, id),
  constraint credit_note_store_id_legal_entity_country_year_sequence_key UNIQUE (store_id, legal_entity, country, year, sequence),
  constraint credit_note_check CHECK ((gross_minor = (net_minor + tax_minor))),
  constraint credit_note_kind_check CHECK ((kind = ANY (ARRAY['credit'::text, 'counter'::text]))),
  constraint credit_note_sequence_check CHECK ((sequence > 0))
);
CREATE INDEX credit_note_issued ON credit_note USING btree (store_id, issued_at, id);
CREATE INDEX credit_note_order ON credit_note USING btree (store_id, order_id);
CREATE INDEX credit_note_refund ON credit_note USING btree (store_id, refund_id);

create table credit_note_series (
  store_id text not null,
  legal_entity text not null,
  country character(2) not null,
  year integer not null,
  last_number integer not null,
  constraint credit_note_series_pkey PRIMARY KEY (store_id, legal_entity, country, year)
);

create table customer (
  store_id text not null,
  id text not null,
  source text not null,
  reference text not null,
  email text,
  email_verified boolean default false not null,
  name text default ''::text not null,
  phone text,
  locale text,
  time_zone text,
  tier text,
  customer_since timestamp with time zone not null,
  contact_changed_at timestamp with time zone,
  merged_into text,
  content_hash text,
  recorded_at timestamp with time zone not null,
  version integer default 1 not null,
  identity_id text,
  overridden jsonb,
  joined_unproved boolean default false not null,
  constraint customer_pkey PRIMARY KEY (store_id, id),
  constraint customer_store_id_source_reference_key UNIQUE (store_id, source, reference)
);
CREATE INDEX customer_email ON customer USING btree (store_id, lower(email));
CREATE INDEX customer_email_start ON customer USING btree (store_id, lower(email) text_pattern_ops) WHERE ((identity_id IS NULL) AND (email IS NOT NULL));
CREATE INDEX customer_identity ON customer USING btree (store_id, identity_id) WHERE (identity_id IS NOT NULL);
CREATE INDEX customer_last_name ON customer USING btree (store_id, fold_text("substring"(name, '[^ ]+$'::text)) text_pattern_ops) WHERE (identity_id IS NULL);
CREATE INDEX customer_merged ON customer USING btree (store_id, merged_into) WHERE (merged_into IS NOT NULL);
CREATE INDEX customer_name ON customer USING btree (store_id, fold_text(name) text_pattern_ops) WHERE (identity_id IS NULL);
CREATE INDEX customer_phone ON customer USING btree (store_id, "right"(regexp_replace(phone, '[^0-9]'::text, ''::text, 'g'::text), 10)) WHERE (phone IS NOT NULL);
CREATE INDEX customer_reference ON customer USING btree (store_id, reference);

create table customer_address (
  store_id text not null,
  id text not null,
  customer_id text not null,
  "position" integer default 0 not null,
  name text,
  line1 text not null,
  line2 text,
  city text not null,
  region text,
  postal_code text default ''::text not null,
  country character(2) not null,
  lat double precision,
  lng double precision,
  geo_tier text,
  geo_rural boolean,
  created_at timestamp with time zone not null,
  constraint customer_address_pkey PRIMARY KEY (store_id, id)
);
CREATE INDEX customer_address_customer ON customer_address USING btree (store_id, customer_id, "position");
CREATE INDEX customer_address_postal ON customer_address USING btree (store_id, country, postal_code) WHERE (lat IS NOT NULL);

create table customer_flag (
  store_id text not null,
  customer_id text not null,
  flag text not null,
  by_staff_id text not null,
  at timestamp with time zone not null,
  note text default ''::text not null,
  constraint customer_flag_pkey PRIMARY KEY (store_id, customer_id, flag),
  constraint customer_flag_flag_check CHECK ((flag = 'bereavement'::text))
);

create table customer_merge (
  store_id text not null,
  id text not null,
  customer_id text not null,
  into_id text not null,
  reason text not null,
  by_staff_id text not null,
  at timestamp with time zone not null,
  undone_at timestamp with time zone,
  undone_by text,
  undone_reason text,
  constraint customer_merge_pkey PRIMARY KEY (store_id, id),
  constraint customer_merge_check CHECK ((customer_id <> into_id))
);
CREATE INDEX customer_merge_into ON customer_merge USING btree (store_id, into_id) WHERE (undone_at IS NULL);
CREATE UNIQUE INDEX customer_merge_of ON customer_merge USING btree (store_id, customer_id) WHERE (undone_at IS NULL);

create table decision (
  store_id text not null,
  id text not null,
  kind text not null,
  subject_kind text not null,
  subject_id text not null,
  customer_id text,
  order_id text,
  policy_version_id text not null,
  mode text not null,
  outcome text not null,
  row_id text,
  facts jsonb not null,
  trace jsonb not null,
  reasons jsonb not null,
  created_at timestamp with time zone not null,
  constraint decision_pkey PRIMARY KEY (store_id, id),
  constraint decision_mode_check CHECK ((mode = ANY (ARRAY['live'::text, 'shadow'::text])))
);
CREATE INDEX decision_order ON decision USING btree (store_id, order_id, created_at);
CREATE INDEX decision_subject ON decision USING btree (store_id, subject_kind, subject_id);

create table delivery_proof (
  store_id text not null,
  id text not null,
  shipment_id text not null,
  scan_id text not null,
  at timestamp with time zone not null,
  gps_lat double precision,
  gps_lng double precision,
  gps_accuracy_meters double precision,
  gps_at timestamp with time zone,
  gps_at_depot boolean,
  photo_file_id text,
  photo_url text,
  photo_verdict text,
  photo_verdict_by text,
  signed_by text,
  code_verified boolean,
  left_at text,
  batch_size_within_60s integer,
  constraint delivery_proof_pkey PRIMARY KEY (store_id, id),
  constraint delivery_proof_store_id_scan_id_key UNIQUE (store_id, scan_id),
  constraint delivery_proof_photo_verdict_check CHECK ((photo_verdict = ANY (ARRAY['right_place'::text, 'other_place'::text, 'unclear'::text])))
);
CREATE INDEX delivery_proof_photo ON delivery_proof USING btree (store_id, photo_file_id) WHERE (photo_file_id IS NOT NULL);
CREATE INDEX delivery_proof_shipment ON delivery_proof USING btree (store_id, shipment_id);

create table demo_person (
  store_id text not null,
  id text not null,
  "position" integer not null,
  kind text not null,
  person_id text not null,
  name text not null,
  words text not null,
  role text,
  order_reference text,
  constraint demo_person_pkey PRIMARY KEY (store_id, id),
  constraint demo_person_kind_check CHECK ((kind = ANY (ARRAY['shopper'::text, 'staff'::text, 'seller'::text])))
);

create table desk_phone (
  store_id text not null,
  staff_id text not null,
  generation integer not null,
  made_at timestamp with time zone not null,
  constraint desk_phone_pkey PRIMARY KEY (store_id, staff_id)
);

create table dispute (
  store_id text not null,
  id text not null,
  order_id text not null,
  tender_id text,
  reference text not null,
  opened_at timestamp with time zone not null,
  amount_minor bigint not null,
  state text not null,
  constraint dispute_pkey PRIMARY KEY (store_id, id),
  constraint dispute_store_id_order_id_reference_key UNIQUE (store_id, order_id, reference),
  constraint dispute_amount_minor_check CHECK ((amount_minor >= 0)),
  constraint dispute_state_check CHECK ((state = ANY (ARRAY['open'::text, 'won'::text, 'lost'::text])))
);

create table draft (
  store_id text not null,
  conversation_id text not null,
  owner text not null,
  kind text not null,
  body text not null,
  files text[] default '{}'::text[] not null,
  updated_at timestamp with time zone not null,
  version integer default 1 not null,
  constraint draft_pkey PRIMARY KEY (store_id, conversation_id, owner, kind),
  constraint draft_kind_check CHECK ((kind = ANY (ARRAY['message'::text, 'note'::text])))
);
CREATE INDEX draft_files ON draft USING gin (files) WHERE (files <> '{}'::text[]);

create table erasure (
  store_id text not null,
  id text not null,
  customer_id text not null,
  state text not null,
  asked_by text not null,
  asked_at timestamp with time zone not null,
  due_at timestamp with time zone not null,
  closed_by text,
  closed_at timestamp with time zone,
  version integer default 1 not null,
  constraint erasure_pkey PRIMARY KEY (store_id, id),
  constraint erasure_state_check CHECK ((state = ANY (ARRAY['asked'::text, 'canceled'::text, 'done'::text])))
);
CREATE INDEX erasure_asked ON erasure USING btree (store_id, asked_at DESC, id DESC);
CREATE UNIQUE INDEX erasure_open ON erasure USING btree (store_id, customer_id) WHERE (state = 'asked'::text);

create table event (
  store_id text not null,
  id text not null,
  name text not null,
  subject_kind text not null,
  subject_id text not null,
  version integer not null,
  order_id text,
  order_version integer,
  customer_id text,
  customer_version integer,
  actor text not null,
  payload jsonb not null,
  at timestamp with time zone not null,
  tx xid8 default pg_current_xact_id() not null,
  constraint event_pkey PRIMARY KEY (store_id, id)
);
CREATE INDEX event_actor ON event USING btree (store_id, actor, id DESC);
CREATE INDEX event_customer ON event USING btree (store_id, customer_id, customer_version) WHERE (customer_id IS NOT NULL);
CREATE INDEX event_name ON event USING btree (store_id, name, id DESC);
CREATE INDEX event_order ON event USING btree (store_id, order_id, order_version) WHERE (order_id IS NOT NULL);
CREATE UNIQUE INDEX event_subject ON event USING btree (store_id, subject_kind, subject_id, version);
CREATE INDEX event_tx ON event USING btree (store_id, tx, id);

create table event_done (
  store_id text not null,
  event_id text not null,
  subscriber text not null,
  done_at timestamp with time zone not null,
  constraint event_done_pkey PRIMARY KEY (store_id, event_id, subscriber)
);
CREATE INDEX event_done_age ON event_done USING btree (store_id, done_at);

create table file (
  store_id text not null,
  id text not null,
  sha256 text not null,
  media_type text not null,
  size_bytes bigint not null,
  original_name text,
  owner_kind text not null,
  owner_id text not null,
  captured_at timestamp with time zone,
  captured_lat double precision,
  captured_lng double precision,
  created_at timestamp with time zone not null,
  deleted_at timestamp with time zone,
  constraint file_pkey PRIMARY KEY (store_id, id)
);
CREATE INDEX file_content ON file USING btree (store_id, sha256);
CREATE INDEX file_owner ON file USING btree (store_id, owner_kind, owner_id);

create table file_access (
  store_id text not null,
  file_id text not null,
  viewer text not null,
  at timestamp with time zone not null
);
CREATE INDEX file_access_file ON file_access USING btree (store_id, file_id, at);

create table file_link_key (
  store_id text not null,
  key text not null,
  created_at timestamp with time zone not null,
  constraint file_link_key_pkey PRIMARY KEY (store_id)
);

create table help_article (
  store_id text not null,
  id text not null,
  category_id text,
  topic text,
  "position" integer not null,
  archived_at timestamp with time zone,
  source text,
  source_reference text,
  created_by text not null,
  created_at timestamp with time zone not null,
  updated_at timestamp with time zone not null,
  version integer default 1 not null,
  constraint help_article_pkey PRIMARY KEY (store_id, id),
  constraint help_article_store_id_source_source_reference_key UNIQUE (store_id, source, source_reference),
  constraint help_article_store_id_category_id_fkey FOREIGN KEY (store_id, category_id) REFERENCES help_category(store_id, id)
);
CREATE INDEX help_article_place ON help_article USING btree (store_id, category_id, "position", id) WHERE (archived_at IS NULL);

create table help_category (
  store_id text not null,
  id text not null,
  slug text not null,
  "position" integer not null,
  names jsonb not null,
  source text,
  source_reference text,
  version integer default 1 not null,
  constraint help_category_pkey PRIMARY KEY (store_id, id),
  constraint help_category_store_id_slug_key UNIQUE (store_id, slug),
  constraint help_category_store_id_source_source_reference_key UNIQUE (store_id, source, source_reference)
);

create table help_contact (
  store_id text not null,
  conversation_id text not null,
  article_id text,
  locale text,
  search_id text,
  at timestamp with time zone not null,
  constraint help_contact_pkey PRIMARY KEY (store_id, conversation_id)
);
CREATE INDEX help_contact_article ON help_contact USING btree (store_id, article_id, at);
CREATE INDEX help_contact_search ON help_contact USING btree (store_id, search_id) WHERE (search_id IS NOT NULL);

create table help_feedback (
  store_id text not null,
  id text not null,
  article_id text not null,
  locale text not null,
  number integer not null,
  person text,
  helped boolean not null,
  why text,
  words text,
  search_id text,
  at timestamp with time zone not null,
  constraint help_feedback_pkey PRIMARY KEY (store_id, id),
  constraint help_feedback_store_id_article_id_locale_number_person_key UNIQUE (store_id, article_id, locale, number, person),
  constraint help_feedback_why_check CHECK ((why = ANY (ARRAY['not_clear'::text, 'not_complete'::text, 'not_true'::text, 'not_my_question'::text, 'dislike_rule'::text, 'other'::text])))
);
CREATE INDEX help_feedback_at ON help_feedback USING btree (store_id, at);
CREATE INDEX help_feedback_search ON help_feedback USING btree (store_id, search_id) WHERE (search_id IS NOT NULL);
CREATE INDEX help_feedback_words ON help_feedback USING btree (store_id, article_id, at DESC) WHERE (words IS NOT NULL);

create table help_import (
  store_id text not null,
  id text not null,
  source text not null,
  created integer not null,
  updated integer not null,
  unchanged integer not null,
  kept integer not null,
  bad jsonb not null,
  by text not null,
  at timestamp with time zone not null,
  constraint help_import_pkey PRIMARY KEY (store_id, id)
);
CREATE INDEX help_import_at ON help_import USING btree (store_id, at DESC, id DESC);

create table help_redirect (
  store_id text not null,
  id text not null,
  locale text not null,
  slug text not null,
  article_id text not null,
  by_hand boolean not null,
  created_by text not null,
  created_at timestamp with time zone not null,
  constraint help_redirect_pkey PRIMARY KEY (store_id, id),
  constraint help_redirect_store_id_locale_slug_key UNIQUE (store_id, locale, slug),
  constraint help_redirect_store_id_article_id_fkey FOREIGN KEY (store_id, article_id) REFERENCES help_article(store_id, id)
);
CREATE INDEX help_redirect_slug ON help_redirect USING btree (store_id, slug);

create table help_related (
  store_id text not null,
  article_id text not null,
  related_id text not null,
  "position" integer not null,
  constraint help_related_pkey PRIMARY KEY (store_id, article_id, related_id),
  constraint help_related_store_id_article_id_fkey FOREIGN KEY (store_id, article_id) REFERENCES help_article(store_id, id),
  constraint help_related_store_id_related_id_fkey FOREIGN KEY (store_id, related_id) REFERENCES help_article(store_id, id),
  constraint help_related_check CHECK ((article_id <> related_id))
);

create table help_search (
  store_id text not null,
  id text not null,
  locale text not null,
  query text not null,
  results integer not null,
  chosen_article_id text,
  chosen_at timestamp with time zone,
  at timestamp with time zone not null,
  constraint help_search_pkey PRIMARY KEY (store_id, id)
);
CREATE INDEX help_search_at ON help_search USING btree (store_id, at);

create table help_search_entry (
  store_id text not null,
  article_id text not null,
  locale text not null,
  title text not null,
  summary text not null,
  body text not null,
  title_terms text[] not null,
  terms text[] not null,
  words text[] not null,
  constraint help_search_entry_pkey PRIMARY KEY (store_id, article_id, locale)
);

create table help_search_posting (
  store_id text not null,
  locale text not null,
  term text not null,
  article_id text not null,
  weight real not null,
  constraint help_search_posting_pkey PRIMARY KEY (store_id, locale, term, article_id) INCLUDE (weight)
);

create table help_search_size (
  store_id text not null,
  locale text not null,
  documents integer not null,
  constraint help_search_size_pkey PRIMARY KEY (store_id, locale)
);

create table help_search_term (
  store_id text not null,
  locale text not null,
  term text not null,
  documents integer not null,
  common boolean not null,
  constraint help_search_term_pkey PRIMARY KEY (store_id, locale, term)
);

create table help_search_word (
  store_id text not null,
  locale text not null,
  word text not null,
  term text not null,
  documents integer not null,
  near text[] not null,
  constraint help_search_word_pkey PRIMARY KEY (store_id, locale, word)
);
CREATE INDEX help_search_word_end ON help_search_word USING btree (store_id, locale, reverse(word));
CREATE INDEX help_search_word_near ON help_search_word USING gin (near);
CREATE INDEX help_search_word_term ON help_search_word USING btree (store_id, locale, term);

create table help_synonym (
  store_id text not null,
  id text not null,
  locale text not null,
  words text[] not null,
  version integer default 1 not null,
  updated_by text not null,
  updated_at timestamp with time zone not null,
  constraint help_synonym_pkey PRIMARY KEY (store_id, id)
);
CREATE INDEX help_synonym_locale ON help_synonym USING btree (store_id, locale);

create table help_translation (
  store_id text not null,
  article_id text not null,
  locale text not null,
  state text default 'draft'::text not null,
  slug text not null,
  title text,
  summary text,
  keywords text[] default '{}'::text[] not null,
  doc jsonb,
  files text[] default '{}'::text[] not null,
  published_version integer default 0 not null,
  published_at timestamp with time zone,
  draft jsonb,
  draft_slug text,
  draft_files text[] default '{}'::text[] not null,
  draft_by text,
  draft_at timestamp with time zone,
  scheduled_at timestamp with time zone,
  scheduled_by text,
  import_hash text,
  updated_at timestamp with time zone not null,
  version integer default 1 not null,
  publish_when_ready boolean default false not null,
  publication_refused jsonb,
  constraint help_translation_pkey PRIMARY KEY (store_id, article_id, locale),
  constraint help_translation_store_id_locale_slug_key UNIQUE (store_id, locale, slug),
  constraint help_translation_store_id_article_id_fkey FOREIGN KEY (store_id, article_id) REFERENCES help_article(store_id, id),
  constraint help_translation_check CHECK (((state <> 'published'::text) OR ((doc IS NOT NULL) AND (title IS NOT NULL) AND (published_at IS NOT NULL)))),
  constraint help_translation_check1 CHECK (((draft IS NULL) = (draft_slug IS NULL))),
  constraint help_translation_state_check CHECK ((state = ANY (ARRAY['draft'::text, 'scheduled'::text, 'published'::text, 'unpublished'::text])))
);
CREATE INDEX help_translation_draft_files ON help_translation USING gin (draft_files) WHERE (draft_files <> '{}'::text[]);
CREATE UNIQUE INDEX help_translation_draft_slug ON help_translation USING btree (store_id, locale, draft_slug) WHERE (draft_slug IS NOT NULL);
CREATE INDEX help_translation_files ON help_translation USING gin (files) WHERE (files <> '{}'::text[]);
CREATE INDEX help_translation_locale ON help_translation USING btree (store_id, locale, article_id) WHERE (state = 'published'::text);
CREATE INDEX help_translation_ready ON help_translation USING btree (store_id, article_id) WHERE publish_when_ready;
CREATE INDEX help_translation_updated ON help_translation USING btree (store_id, updated_at DESC, article_id);

create table help_version (
  store_id text not null,
  article_id text not null,
  locale text not null,
  number integer not null,
  slug text not null,
  title text not null,
  summary text not null,
  keywords text[] default '{}'::text[] not null,
  doc jsonb not null,
  files text[] default '{}'::text[] not null,
  published_by text not null,
  published_at timestamp with time zone not null,
  constraint help_version_pkey PRIMARY KEY (store_id, article_id, locale, number),
  constraint help_version_store_id_article_id_locale_fkey FOREIGN KEY (store_id, article_id, locale) REFERENCES help_translation(store_id, article_id, locale)
);
CREATE INDEX help_version_files ON help_version USING gin (files) WHERE (files <> '{}'::text[]);

create table help_view (
  store_id text not null,
  article_id text not null,
  locale text not null,
  day date not null,
  views integer not null,
  constraint help_view_pkey PRIMARY KEY (store_id, article_id, locale, day)
);
CREATE INDEX help_view_day ON help_view USING btree (store_id, day);

create table idempotency_key (
  store_id text not null,
  actor text not null,
  route text not null,
  key text not null,
  request_hash text not null,
  status integer,
  response text,
  created_at timestamp with time zone not null,
  constraint idempotency_key_pkey PRIMARY KEY (store_id, actor, route, key)
);
CREATE INDEX idempotency_key_age ON idempotency_key USING btree (store_id, created_at);

create table import (
  store_id text not null,
  id text not null,
  kind text not null,
  source text not null,
  format text not null,
  state text not null,
  rows_read bigint default 0 not null,
  created_count bigint default 0 not null,
  updated_count bigint default 0 not null,
  unchanged_count bigint default 0 not null,
  bad_count bigint default 0 not null,
  bytes_read bigint default 0 not null,
  failure text,
  started_by text not null,
  started_at timestamp with time zone not null,
  finished_at timestamp with time zone,
  progress_at timestamp with time zone default now() not null,
  last_batch integer default 0 not null,
  constraint import_pkey PRIMARY KEY (store_id, id),
  constraint import_format_check CHECK ((format = ANY (ARRAY['ndjson'::text, 'csv'::text]))),
  constraint import_state_check CHECK ((state = ANY (ARRAY['running'::text, 'done'::text, 'failed'::text])))
);
CREATE INDEX import_newest ON import USING btree (store_id, started_at DESC, id DESC);
CREATE INDEX import_running ON import USING btree (store_id, progress_at) WHERE (state = 'running'::text);

create table import_bad_row (
  store_id text not null,
  import_id text not null,
  line bigint not null,
  code text not null,
  message text not null,
  param text,
  constraint import_bad_row_pkey PRIMARY KEY (store_id, import_id, line)
);

create table inbound_mail (
  store_id text not null,
  id text not null,
  mailbox_id text not null,
  content_hash text not null,
  sha256 text not null,
  size_bytes integer not null,
  received_at timestamp with time zone not null,
  envelope_from text,
  envelope_to text[] default '{}'::text[] not null,
  state text not null,
  message_id text,
  from_address text,
  from_name text,
  subject text,
  automatic text,
  conversation_id text,
  posted_message_id text,
  decisions jsonb default '[]'::jsonb not null,
  suggestion jsonb,
  problem text,
  attempts integer default 0 not null,
  stored_at timestamp with time zone not null,
  place bigint generated always as identity not null,
  filed_at timestamp with time zone,
  version integer default 1 not null,
  people jsonb,
  envelope_ip text,
  envelope_helo text,
  traits jsonb default '{}'::jsonb not null,
  has_card_numbers boolean default false not null,
  original_replaced_at timestamp with time zone,
  looked_at timestamp with time zone,
  invitation_uid text,
  answers_forward text,
  constraint inbound_mail_pkey PRIMARY KEY (store_id, id),
  constraint inbound_mail_store_id_mailbox_id_fkey FOREIGN KEY (store_id, mailbox_id) REFERENCES mailbox(store_id, id),
  constraint inbound_mail_state_check CHECK ((state = ANY (ARRAY['stored'::text, 'filed'::text, 'quarantined'::text, 'duplicate'::text])))
);
CREATE INDEX inbound_mail_card_numbers ON inbound_mail USING btree (store_id, stored_at) WHERE (has_card_numbers AND (original_replaced_at IS NULL));
CREATE UNIQUE INDEX inbound_mail_content ON inbound_mail USING btree (store_id, mailbox_id, content_hash);
CREATE INDEX inbound_mail_conversation ON inbound_mail USING btree (store_id, conversation_id) WHERE (conversation_id IS NOT NULL);
CREATE INDEX inbound_mail_in_turn ON inbound_mail USING btree (store_id, mailbox_id, attempts, place) WHERE (state = 'stored'::text);
CREATE INDEX inbound_mail_invitation ON inbound_mail USING btree (store_id, invitation_uid) WHERE (invitation_uid IS NOT NULL);
CREATE INDEX inbound_mail_message ON inbound_mail USING btree (store_id, posted_message_id) WHERE (posted_message_id IS NOT NULL);
CREATE INDEX inbound_mail_message_id ON inbound_mail USING btree (store_id, message_id) WHERE (message_id IS NOT NULL);
CREATE INDEX inbound_mail_put_aside ON inbound_mail USING btree (store_id, stored_at) WHERE (state = 'quarantined'::text);

create table inbound_mail_arrival (
  store_id text not null,
  mailbox_id text not null,
  arrival text not null,
  mail_id text not null,
  at timestamp with time zone not null,
  constraint inbound_mail_arrival_pkey PRIMARY KEY (store_id, mailbox_id, arrival)
);
CREATE INDEX inbound_mail_arrival_mail ON inbound_mail_arrival USING btree (store_id, mail_id);

create table inbound_mail_original (
  store_id text not null,
  id text not null,
  raw bytea not null,
  constraint inbound_mail_original_pkey PRIMARY KEY (store_id, id),
  constraint inbound_mail_original_store_id_id_fkey FOREIGN KEY (store_id, id) REFERENCES inbound_mail(store_id, id)
);

create table incident (
  store_id text not null,
  id text not null,
  title text not null,
  banner jsonb not null,
  filter jsonb not null,
  state text default 'open'::text not null,
  opened_by text not null,
  opened_at timestamp with time zone not null,
  closed_at timestamp with time zone,
  looked_at timestamp with time zone,
  version integer default 1 not null,
  constraint incident_pkey PRIMARY KEY (store_id, id),
  constraint incident_state_check CHECK ((state = ANY (ARRAY['open'::text, 'closed'::text])))
);
CREATE INDEX incident_open ON incident USING btree (store_id, opened_at) WHERE (state = 'open'::text);

create table incident_message (
  store_id text not null,
  id text not null,
  incident_id text not null,
  text text not null,
  by_staff_id text not null,
  at timestamp with time zone not null,
  constraint incident_message_pkey PRIMARY KEY (store_id, id)
);

create table incident_order (
  store_id text not null,
  incident_id text not null,
  order_id text not null,
  customer_id text not null,
  found_at timestamp with time zone not null,
  constraint incident_order_pkey PRIMARY KEY (store_id, incident_id, order_id)
);
CREATE INDEX incident_order_customer ON incident_order USING btree (store_id, customer_id);
CREATE INDEX incident_order_order ON incident_order USING btree (store_id, order_id);

create table incident_recipient (
  store_id text not null,
  message_id text not null,
  customer_id text not null,
  conversation_id text,
  told_at timestamp with time zone not null,
  constraint incident_recipient_pkey PRIMARY KEY (store_id, message_id, customer_id)
);

create table invoice (
  store_id text not null,
  id text not null,
  order_id text not null,
  customer_id text not null,
  legal_entity text not null,
  year integer not null,
  sequence integer not null,
  number text not null,
  currency character(3) not null,
  gross_minor bigint not null,
  issued_at timestamp with time zone not null,
  document jsonb not null,
  constraint invoice_pkey PRIMARY KEY (store_id, id),
  constraint invoice_store_id_legal_entity_year_sequence_key UNIQUE (store_id, legal_entity, year, sequence),
  constraint invoice_store_id_order_id_key UNIQUE (store_id, order_id),
  constraint invoice_sequence_check CHECK ((sequence > 0))
);
CREATE INDEX invoice_customer ON invoice USING btree (store_id, customer_id);

create table invoice_series (
  store_id text not null,
  legal_entity text not null,
  year integer not null,
  last_number integer not null,
  constraint invoice_series_pkey PRIMARY KEY (store_id, legal_entity, year)
);

create table ledger_entry (
  store_id text not null,
  transfer_id text not null,
  line integer not null,
  account text not null,
  amount_minor bigint not null,
  currency character(3) not null,
  constraint ledger_entry_pkey PRIMARY KEY (store_id, transfer_id, line)
);
CREATE INDEX ledger_entry_account ON ledger_entry USING btree (store_id, account);

create table ledger_transfer (
  store_id text not null,
  id text not null,
  kind text not null,
  about_kind text not null,
  about_id text not null,
  order_id text,
  currency character(3) not null,
  state text not null,
  created_at timestamp with time zone not null,
  closed_at timestamp with time zone,
  constraint ledger_transfer_pkey PRIMARY KEY (store_id, id),
  constraint ledger_transfer_state_check CHECK ((state = ANY (ARRAY['pending'::text, 'posted'::text, 'voided'::text])))
);
CREATE INDEX ledger_transfer_about ON ledger_transfer USING btree (store_id, about_kind, about_id);
CREATE INDEX ledger_transfer_order ON ledger_transfer USING btree (store_id, order_id);

create table line_call (
  store_id text not null,
  id text not null,
  call jsonb not null,
  touched_at timestamp with time zone not null,
  constraint line_call_pkey PRIMARY KEY (store_id, id)
);
CREATE INDEX line_call_touched ON line_call USING btree (store_id, touched_at);

create table login_attempt (
  store_id text not null,
  state_hash text not null,
  realm text not null,
  browser_hash text not null,
  issuer text not null,
  sealed text not null,
  back_to text not null,
  ends_at timestamp with time zone not null,
  constraint login_attempt_pkey PRIMARY KEY (store_id, state_hash),
  constraint login_attempt_realm_check CHECK ((realm = ANY (ARRAY['shopper'::text, 'staff'::text])))
);
CREATE INDEX login_attempt_ended ON login_attempt USING btree (store_id, ends_at);

create table login_session (
  store_id text not null,
  session_id text not null,
  realm text not null,
  issuer text not null,
  subject text not null,
  sid text,
  id_token text not null,
  created_at timestamp with time zone not null,
  constraint login_session_pkey PRIMARY KEY (store_id, session_id),
  constraint login_session_realm_check CHECK ((realm = ANY (ARRAY['shopper'::text, 'staff'::text])))
);
CREATE INDEX login_session_subject ON login_session USING btree (store_id, issuer, subject);

create table login_token (
  store_id text not null,
  hash text not null,
  ends_at timestamp with time zone not null,
  constraint login_token_pkey PRIMARY KEY (store_id, hash)
);
CREATE INDEX login_token_ended ON login_token USING btree (store_id, ends_at);

create table macro (
  store_id text not null,
  id text not null,
  name text not null,
  body text not null,
  actions jsonb default '[]'::jsonb not null,
  team_id text,
  locale text,
  source text,
  source_reference text,
  updated_by text not null,
  updated_at timestamp with time zone not null,
  archived_at timestamp with time zone,
  version integer default 1 not null,
  constraint macro_pkey PRIMARY KEY (store_id, id)
);
CREATE UNIQUE INDEX macro_name ON macro USING btree (store_id, lower(name), COALESCE(locale, ''::text)) WHERE (archived_at IS NULL);
CREATE UNIQUE INDEX macro_source ON macro USING btree (store_id, source, source_reference) WHERE (source IS NOT NULL);

create table mail_sender (
  store_id text not null,
  address text not null,
  visitor_id text not null,
  constraint mail_sender_pkey PRIMARY KEY (store_id, address)
);

create table mail_thread (
  store_id text not null,
  conversation_id text not null,
  mailbox_id text not null,
  answers_everyone boolean default false not null,
  constraint mail_thread_pkey PRIMARY KEY (store_id, conversation_id)
);

create table mailbox (
  store_id text not null,
  id text not null,
  address text not null,
  name text default ''::text not null,
  aliases text[] default '{}'::text[] not null,
  form_senders text[] default '{}'::text[] not null,
  team_id text,
  kind text not null,
  host text,
  port integer,
  security text,
  account text,
  secret_sealed text,
  folder text default 'INBOX'::text not null,
  after_import text default 'keep'::text not null,
  uid_validity bigint,
  last_uid bigint default 0 not null,
  active boolean default true not null,
  last_ok_at timestamp with time zone,
  failing_since timestamp with time zone,
  failure text,
  compared_at timestamp with time zone,
  on_server integer,
  of_it_kept integer,
  created_at timestamp with time zone not null,
  version integer default 1 not null,
  auth text default 'password'::text not null,
  access_token_sealed text,
  access_token_ends_at timestamp with time zone,
  webhook_provider text,
  sending_host text,
  sending_port integer,
  sending_security text,
  sending_account text,
  sending_secret_sealed text,
  constraint mailbox_pkey PRIMARY KEY (store_id, id),
  constraint mailbox_after_import_check CHECK ((after_import = ANY (ARRAY['keep'::text, 'delete'::text]))),
  constraint mailbox_auth_check CHECK ((auth = ANY (ARRAY['password'::text, 'google'::text, 'microsoft'::text]))),
  constraint mailbox_check CHECK (((kind <> 'imap'::text) OR ((host IS NOT NULL) AND (port IS NOT NULL) AND (security IS NOT NULL) AND (account IS NOT NULL)))),
  constraint mailbox_kind_check CHECK ((kind = ANY (ARRAY['imap'::text, 'smtp'::text, 'webhook'::text]))),
  constraint mailbox_port_check CHECK (((port >= 1) AND (port <= 65535))),
  constraint mailbox_security_check CHECK ((security = ANY (ARRAY['tls'::text, 'starttls'::text, 'none'::text]))),
  constraint mailbox_sending_security_check CHECK ((sending_security = ANY (ARRAY['tls'::text, 'starttls'::text, 'none'::text]))),
  constraint mailbox_sending_server CHECK (((num_nulls(sending_host, sending_port, sending_security) = ANY (ARRAY[0, 3])) AND ((sending_host IS NOT NULL) OR ((sending_account IS NULL) AND (sending_secret_sealed IS NULL))))),
  constraint mailbox_webhook CHECK (((kind <> 'webhook'::text) OR ((webhook_provider IS NOT NULL) AND (secret_sealed IS NOT NULL)))),
  constraint mailbox_webhook_provider_check CHECK ((webhook_provider = ANY (ARRAY['mailgun'::text, 'postmark'::text, 'sendgrid'::text])))
);
CREATE UNIQUE INDEX mailbox_address ON mailbox USING btree (store_id, address);

create table mailbox_sign_in (
  store_id text not null,
  state_hash text not null,
  mailbox_id text not null,
  staff_id text not null,
  verifier_sealed text not null,
  ends_at timestamp with time zone not null,
  constraint mailbox_sign_in_pkey PRIMARY KEY (store_id, state_hash),
  constraint mailbox_sign_in_store_id_mailbox_id_fkey FOREIGN KEY (store_id, mailbox_id) REFERENCES mailbox(store_id, id)
);

create table mention (
  store_id text not null,
  message_id text not null,
  conversation_id text not null,
  staff_id text not null,
  seen_at timestamp with time zone,
  created_at timestamp with time zone not null,
  constraint mention_pkey PRIMARY KEY (store_id, message_id, staff_id)
);
CREATE INDEX mention_of ON mention USING btree (store_id, staff_id, created_at DESC, message_id DESC);
CREATE INDEX mention_unseen ON mention USING btree (store_id, staff_id, conversation_id) WHERE (seen_at IS NULL);

create table message (
  store_id text not null,
  id text not null,
  conversation_id text not null,
  "position" integer not null,
  client_id text,
  kind text not null,
  author_kind text not null,
  author_id text,
  author_name text default ''::text not null,
  channel text not null,
  body text not null,
  notice jsonb,
  redacted text[] default '{}'::text[] not null,
  state text default 'sent'::text not null,
  source_reference text,
  created_at timestamp with time zone not null,
  search tsvector generated always as (to_tsvector('simple'::regconfig, "left"(fold_text(body), 20000))) stored,
  constraint message_pkey PRIMARY KEY (store_id, id),
  constraint message_author_kind_check CHECK ((author_kind = ANY (ARRAY['shopper'::text, 'visitor'::text, 'staff'::text, 'seller'::text, 'system'::text, 'assistant'::text]))),
  constraint message_channel_check CHECK ((channel = ANY (ARRAY['chat'::text, 'mail'::text, 'call'::text, 'web'::text, 'import'::text]))),
  constraint message_kind_check CHECK ((kind = ANY (ARRAY['message'::text, 'note'::text, 'notice'::text]))),
  constraint message_state_check CHECK ((state = ANY (ARRAY['sent'::text, 'retracted'::text])))
);
CREATE UNIQUE INDEX message_client ON message USING btree (store_id, author_kind, author_id, client_id, conversation_id) WHERE (client_id IS NOT NULL);
CREATE UNIQUE INDEX message_position ON message USING btree (store_id, conversation_id, "position");
CREATE INDEX message_search ON message USING gin (search);

create table message_file (
  store_id text not null,
  message_id text not null,
  file_id text not null,
  place smallint not null,
  name text default ''::text not null,
  constraint message_file_pkey PRIMARY KEY (store_id, message_id, file_id)
);
CREATE INDEX message_file_file ON message_file USING btree (store_id, file_id);
CREATE INDEX message_file_words ON message_file USING gin (to_tsvector('simple'::regconfig, regexp_replace(fold_text(name), '[^[:alnum:]]+'::text, ' '::text, 'g'::text))) WHERE (name <> ''::text);

create table message_move (
  store_id text not null,
  split_id text not null,
  message_id text not null,
  from_conversation_id text not null,
  from_position integer not null,
  to_conversation_id text not null,
  moved_at timestamp with time zone not null,
  undone_at timestamp with time zone,
  written_at timestamp with time zone,
  constraint message_move_pkey PRIMARY KEY (store_id, split_id, message_id)
);
CREATE INDEX message_move_made ON message_move USING btree (store_id, to_conversation_id) WHERE (undone_at IS NULL);

create table notice (
  store_id text not null,
  id text not null,
  customer_id text not null,
  template text not null,
  topic text not null,
  title text not null,
  body text not null,
  path text,
  order_id text,
  dedupe_key text not null,
  created_at timestamp with time zone not null,
  read_at timestamp with time zone,
  params jsonb,
  constraint notice_pkey PRIMARY KEY (store_id, id),
  constraint notice_store_id_dedupe_key_key UNIQUE (store_id, dedupe_key)
);
CREATE INDEX notice_of ON notice USING btree (store_id, customer_id, created_at DESC, id DESC);
CREATE INDEX notice_unread ON notice USING btree (store_id, customer_id) WHERE (read_at IS NULL);

create table notification (
  store_id text not null,
  id text not null,
  customer_id text,
  template text not null,
  channel text default 'email'::text not null,
  to_address text not null,
  locale text not null,
  subject text not null,
  body_text text not null,
  body_html text not null,
  about_kind text,
  about_id text,
  order_id text,
  state text not null,
  dedupe_key text not null,
  failure text,
  attempts integer default 0 not null,
  created_at timestamp with time zone not null,
  sent_at timestamp with time zone,
  topic text default 'orders'::text not null,
  hidden jsonb default '{}'::jsonb not null,
  bundle text,
  bundled_into text,
  entry jsonb,
  constraint notification_pkey PRIMARY KEY (store_id, id),
  constraint notification_store_id_dedupe_key_key UNIQUE (store_id, dedupe_key),
  constraint notification_channel_check CHECK ((channel = 'email'::text)),
  constraint notification_state_check CHECK ((state = ANY (ARRAY['queued'::text, 'held'::text, 'bundled'::text, 'sent'::text, 'failed'::text, 'suppressed'::text])))
);
CREATE INDEX notification_customer ON notification USING btree (store_id, customer_id, created_at);
CREATE INDEX notification_held ON notification USING btree (store_id, bundle, created_at) WHERE (state = 'held'::text);
CREATE INDEX notification_order ON notification USING btree (store_id, order_id, created_at);
CREATE INDEX notification_unsent ON notification USING btree (store_id, created_at) WHERE (state = 'queued'::text);

create table notification_preference (
  store_id text not null,
  customer_id text not null,
  topic text not null,
  wanted boolean not null,
  channel text default 'email'::text not null,
  daily boolean default false not null,
  constraint notification_preference_pkey PRIMARY KEY (store_id, customer_id, topic, channel),
  constraint notification_preference_channel_check CHECK ((channel = ANY (ARRAY['email'::text, 'app'::text, 'push'::text, 'sms'::text])))
);

create table order_history (
  store_id text not null,
  id text not null,
  order_id text not null,
  kind text not null,
  reference text not null,
  at timestamp with time zone not null,
  details jsonb default '{}'::jsonb not null,
  constraint order_history_pkey PRIMARY KEY (store_id, id),
  constraint order_history_store_id_order_id_kind_reference_key UNIQUE (store_id, order_id, kind, reference),
  constraint order_history_kind_check CHECK ((kind = ANY (ARRAY['cancellation'::text, 'return'::text])))
);

create table order_item (
  store_id text not null,
  id text not null,
  order_id text not null,
  "position" integer not null,
  reference text not null,
  sku text,
  product_id text,
  variant_id text,
  title text not null,
  image_url text,
  options jsonb default '{}'::jsonb not null,
  quantity integer not null,
  unit_price_minor bigint not null,
  seller_id text,
  commission_rate numeric(9,6),
  commission_minor bigint,
  category text,
  kind text default 'physical'::text not null,
  bundle_parent_id text,
  preorder_at timestamp with time zone,
  returnable boolean default true not null,
  final_sale boolean default false not null,
  hazardous boolean default false not null,
  freight boolean default false not null,
  age_restricted boolean default false not null,
  weight_grams integer,
  lot text,
  constraint order_item_pkey PRIMARY KEY (store_id, id),
  constraint order_item_store_id_order_id_reference_key UNIQUE (store_id, order_id, reference),
  constraint order_item_kind_check CHECK ((kind = ANY (ARRAY['physical'::text, 'digital'::text, 'gift_card'::text, 'service'::text, 'bundle_parent'::text]))),
  constraint order_item_quantity_check CHECK ((quantity > 0))
);
CREATE INDEX order_item_product ON order_item USING btree (store_id, product_id, order_id) WHERE (product_id IS NOT NULL);
CREATE INDEX order_item_reference ON order_item USING btree (store_id, reference);
CREATE INDEX order_item_seller ON order_item USING btree (store_id, seller_id, order_id) WHERE (seller_id IS NOT NULL);

create table order_revision (
  store_id text not null,
  order_id text not null,
  number integer not null,
  reason text not null,
  about_kind text,
  about_id text,
  document jsonb not null,
  at timestamp with time zone not null,
  constraint order_revision_pkey PRIMARY KEY (store_id, order_id, number)
);

create table order_transfer (
  store_id text not null,
  order_id text not null,
  reference text not null,
  seller_id text not null,
  amount_minor bigint not null,
  constraint order_transfer_pkey PRIMARY KEY (store_id, order_id, reference),
  constraint order_transfer_amount_minor_check CHECK ((amount_minor > 0))
);

create table orders (
  store_id text not null,
  id text not null,
  source text not null,
  reference text not null,
  customer_id text not null,
  placed_at timestamp with time zone not null,
  currency character(3) not null,
  tax_included boolean not null,
  total_minor bigint not null,
  shipping_minor bigint default 0 not null,
  fees jsonb default '[]'::jsonb not null,
  ship_to jsonb not null,
  ship_to_key text not null,
  ship_to_country character(2) not null,
  promised_ship_by timestamp with time zone,
  promised_deliver_by timestamp with time zone,
  promise_kind text,
  shipping_service text,
  dispatch_started_at timestamp with time zone,
  fulfillment text default 'open'::text not null,
  canceled_at timestamp with time zone,
  cancel_reason text,
  items_changed_at timestamp with time zone,
  address_changed_at timestamp with time zone,
  payment_changed_at timestamp with time zone,
  gift boolean default false not null,
  gift_code text,
  business_buyer boolean default false not null,
  channel text,
  history boolean default false not null,
  search_text text default ''::text not null,
  content_hash text,
  revision integer default 1 not null,
  recorded_at timestamp with time zone not null,
  version integer default 1 not null,
  constraint orders_pkey PRIMARY KEY (store_id, id),
  constraint orders_store_id_source_reference_key UNIQUE (store_id, source, reference),
  constraint orders_fulfillment_check CHECK ((fulfillment = ANY (ARRAY['open'::text, 'shipped'::text, 'delivered'::text]))),
  constraint orders_promise_kind_check CHECK ((promise_kind = ANY (ARRAY['guaranteed'::text, 'estimated'::text])))
);
CREATE INDEX orders_at_address ON orders USING btree (store_id, ship_to_key);
CREATE INDEX orders_by_date ON orders USING btree (store_id, placed_at DESC, id DESC);
CREATE INDEX orders_of_customer ON orders USING btree (store_id, customer_id, placed_at DESC, id DESC);
CREATE INDEX orders_reference ON orders USING btree (store_id, lower(reference) text_pattern_ops);
CREATE INDEX orders_unsent ON orders USING btree (store_id, promised_deliver_by, id) WHERE ((fulfillment = 'open'::text) AND (canceled_at IS NULL) AND (NOT history) AND (promised_deliver_by IS NOT NULL));

create table outbound_mail (
  store_id text not null,
  id text not null,
  conversation_id text not null,
  message_id text not null,
  mailbox_id text not null,
  mail_message_id text,
  in_reply_to text,
  to_address text not null,
  to_name text default ''::text not null,
  cc jsonb default '[]'::jsonb not null,
  subject text not null,
  state text not null,
  status text,
  failure text,
  delayed_at timestamp with time zone,
  attempts integer default 0 not null,
  created_at timestamp with time zone not null,
  sent_at timestamp with time zone,
  failed_at timestamp with time zone,
  version integer default 1 not null,
  forwards_message_id text,
  forwarded_by text,
  forward_words text,
  constraint outbound_mail_pkey PRIMARY KEY (store_id, id),
  constraint outbound_mail_store_id_mailbox_id_fkey FOREIGN KEY (store_id, mailbox_id) REFERENCES mailbox(store_id, id),
  constraint outbound_mail_forward CHECK ((num_nonnulls(forwards_message_id, forwarded_by, forward_words) = ANY (ARRAY[0, 3]))),
  constraint outbound_mail_state_check CHECK ((state = ANY (ARRAY['waiting'::text, 'sent'::text, 'taken_back'::text, 'failed'::text])))
);
CREATE INDEX outbound_mail_conversation ON outbound_mail USING btree (store_id, conversation_id);
CREATE INDEX outbound_mail_forwarded ON outbound_mail USING btree (store_id, forwarded_by, created_at) WHERE (forwarded_by IS NOT NULL);
CREATE UNIQUE INDEX outbound_mail_message ON outbound_mail USING btree (store_id, message_id);
CREATE UNIQUE INDEX outbound_mail_message_id ON outbound_mail USING btree (store_id, mail_message_id) WHERE (mail_message_id IS NOT NULL);
CREATE INDEX outbound_mail_pace ON outbound_mail USING btree (store_id, lower(split_part(to_address, '@'::text, 2)), sent_at) WHERE (sent_at IS NOT NULL);

create table own_phone (
  store_id text not null,
  staff_id text not null,
  address text not null,
  changed_at timestamp with time zone not null,
  constraint own_phone_pkey PRIMARY KEY (store_id, staff_id)
);

create table participant (
  store_id text not null,
  conversation_id text not null,
  kind text not null,
  ref_id text not null,
  name text default ''::text not null,
  address text,
  joined_at timestamp with time zone not null,
  left_at timestamp with time zone,
  joined boolean default true not null,
  read_position integer default 0 not null,
  read_at timestamp with time zone,
  following boolean default false not null,
  constraint participant_pkey PRIMARY KEY (store_id, conversation_id, kind, ref_id)
);
CREATE INDEX participant_address ON participant USING btree (store_id, lower(address) text_pattern_ops) WHERE (address IS NOT NULL);
CREATE INDEX participant_following ON participant USING btree (store_id, ref_id, conversation_id) WHERE following;
CREATE INDEX participant_ref ON participant USING btree (store_id, kind, ref_id, conversation_id);
CREATE INDEX participant_visitor_name ON participant USING btree (store_id, fold_text(name) text_pattern_ops) WHERE ((kind = 'visitor'::text) AND (name <> ''::text));

create table payment_method (
  store_id text not null,
  id text not null,
  customer_id text not null,
  reference text not null,
  kind text not null,
  label text default ''::text not null,
  balance_minor bigint,
  imported_balance_minor bigint,
  currency character(3),
  fingerprint text,
  created_at timestamp with time zone not null,
  constraint payment_method_pkey PRIMARY KEY (store_id, id),
  constraint payment_method_store_id_customer_id_reference_key UNIQUE (store_id, customer_id, reference),
  constraint payment_method_balance_minor_check CHECK ((balance_minor >= 0)),
  constraint payment_method_kind_check CHECK ((kind = ANY (ARRAY['card'::text, 'paypal'::text, 'gift_card'::text, 'store_credit'::text, 'bank'::text, 'other'::text])))
);
CREATE INDEX payment_method_fingerprint ON payment_method USING btree (store_id, fingerprint) WHERE (fingerprint IS NOT NULL);

create table phone_caller (
  store_id text not null,
  number text not null,
  visitor_id text not null,
  constraint phone_caller_pkey PRIMARY KEY (store_id, number)
);

create table phone_line (
  store_id text not null,
  through text not null,
  state text not null,
  detail text not null,
  signed_in text[] default '{}'::text[] not null,
  since timestamp with time zone not null,
  told text not null,
  heard_at timestamp with time zone not null,
  constraint phone_line_pkey PRIMARY KEY (store_id),
  constraint phone_line_state_check CHECK ((state = ANY (ARRAY['ok'::text, 'degraded'::text, 'down'::text])))
);

create table place (
  store_id text not null,
  id text not null,
  source text not null,
  reference text not null,
  kind text not null,
  name text not null,
  address jsonb,
  lat double precision,
  lng double precision,
  opening_hours jsonb,
  accepts jsonb,
  content_hash text,
  slots jsonb,
  constraint place_pkey PRIMARY KEY (store_id, id),
  constraint place_store_id_source_reference_key UNIQUE (store_id, source, reference),
  constraint place_kind_check CHECK ((kind = ANY (ARRAY['depot'::text, 'drop_off'::text, 'locker'::text, 'store'::text])))
);
CREATE INDEX place_near ON place USING btree (store_id, lat, lng) WHERE (kind <> 'depot'::text);
CREATE INDEX place_postal ON place USING btree (store_id, ((address ->> 'country'::text)), ((address ->> 'postalCode'::text))) WHERE (kind <> 'depot'::text);
CREATE INDEX place_returns_center ON place USING btree (store_id, reference) WHERE (accepts @> '["returns_center"]'::jsonb);

create table policy_version (
  store_id text not null,
  id text not null,
  number integer not null,
  ruleset jsonb not null,
  note text default ''::text not null,
  created_by text not null,
  created_at timestamp with time zone not null,
  active_from timestamp with time zone,
  constraint policy_version_pkey PRIMARY KEY (store_id, id),
  constraint policy_version_store_id_number_key UNIQUE (store_id, number)
);

create table presence (
  store_id text not null,
  staff_id text not null,
  status text not null,
  status_since timestamp with time zone not null,
  heartbeat_at timestamp with time zone not null,
  gone_at timestamp with time zone,
  idle_since timestamp with time zone not null,
  missed smallint default 0 not null,
  version integer default 1 not null,
  constraint presence_pkey PRIMARY KEY (store_id, staff_id),
  constraint presence_status_check CHECK ((status = ANY (ARRAY['online'::text, 'busy'::text, 'offline'::text])))
);

create table problem (
  store_id text not null,
  id text not null,
  reference text not null,
  order_id text not null,
  customer_id text not null,
  shipment_id text,
  kind text not null,
  state text not null,
  loss_id text not null,
  ship_to_key text not null,
  note text,
  statement_signed_at timestamp with time zone,
  own_door_answer boolean,
  opened_by text not null,
  opened_at timestamp with time zone not null,
  wait_until timestamp with time zone,
  value_minor bigint not null,
  currency character(3) not null,
  decision_id text not null,
  offers jsonb not null,
  verdict jsonb not null,
  remedy_kind text,
  remedy_offer_id text,
  remedied_by text,
  remedied_at timestamp with time zone,
  refund_id text,
  replacement_id text,
  change_id text,
  turned_up_at timestamp with time zone,
  turned_up_choice text,
  version integer default 1 not null,
  payment_failed_at timestamp with time zone,
  return_id text,
  exchange jsonb,
  unsafe boolean default false not null,
  hazardous boolean default false not null,
  constraint problem_pkey PRIMARY KEY (store_id, id),
  constraint problem_store_id_reference_key UNIQUE (store_id, reference),
  constraint problem_state_check CHECK ((state = ANY (ARRAY['open'::text, 'waiting'::text, 'in_review'::text, 'remedied'::text, 'turned_up'::text, 'withdrawn'::text, 'closed'::text]))),
  constraint problem_turned_up_choice_check CHECK ((turned_up_choice = ANY (ARRAY['keep_and_pay'::text, 'return'::text, 'keep_free'::text])))
);
CREATE INDEX problem_address ON problem USING btree (store_id, ship_to_key, opened_at);
CREATE INDEX problem_customer ON problem USING btree (store_id, customer_id, opened_at DESC);
CREATE INDEX problem_loss ON problem USING btree (store_id, loss_id);
CREATE INDEX problem_order ON problem USING btree (store_id, order_id);
CREATE INDEX problem_return ON problem USING btree (store_id, return_id) WHERE (return_id IS NOT NULL);

create table problem_file (
  store_id text not null,
  problem_id text not null,
  file_id text not null,
  "position" integer not null,
  constraint problem_file_pkey PRIMARY KEY (store_id, problem_id, file_id)
);
CREATE INDEX problem_file_file ON problem_file USING btree (store_id, file_id);

create table problem_unit (
  store_id text not null,
  problem_id text not null,
  unit_id text not null,
  constraint problem_unit_pkey PRIMARY KEY (store_id, problem_id, unit_id)
);

create table product (
  store_id text not null,
  id text not null,
  source text not null,
  reference text not null,
  title text not null,
  category text,
  content_hash text,
  created_at timestamp with time zone not null,
  constraint product_pkey PRIMARY KEY (store_id, id),
  constraint product_store_id_source_reference_key UNIQUE (store_id, source, reference)
);

create table push_subscription (
  store_id text not null,
  id text not null,
  customer_id text not null,
  endpoint text not null,
  p256dh text not null,
  auth text not null,
  name text not null,
  created_at timestamp with time zone not null,
  session_id text,
  constraint push_subscription_pkey PRIMARY KEY (store_id, id),
  constraint push_subscription_store_id_endpoint_key UNIQUE (store_id, endpoint)
);
CREATE INDEX push_subscription_of ON push_subscription USING btree (store_id, customer_id, created_at);

create table quality_sample (
  store_id text not null,
  id text not null,
  week date not null,
  conversation_id text not null,
  resolution_id text not null,
  staff_id text not null,
  drawn_at timestamp with time zone not null,
  answers jsonb,
  note text default ''::text not null,
  scored_by text,
  scored_at timestamp with time zone,
  version integer default 1 not null,
  constraint quality_sample_pkey PRIMARY KEY (store_id, id),
  constraint quality_sample_check CHECK ((scored_by IS DISTINCT FROM staff_id))
);
CREATE UNIQUE INDEX quality_sample_resolution ON quality_sample USING btree (store_id, resolution_id);
CREATE INDEX quality_sample_week ON quality_sample USING btree (store_id, week DESC, id);

create table quality_week (
  store_id text not null,
  week date not null,
  drawn_at timestamp with time zone not null,
  constraint quality_week_pkey PRIMARY KEY (store_id, week)
);

create table queue (
  store_id text not null,
  id text not null,
  name text not null,
  place integer not null,
  team_id text,
  calendar_id text,
  skill text,
  matches jsonb default '{}'::jsonb not null,
  priority smallint default 0 not null,
  archived_at timestamp with time zone,
  version integer default 1 not null,
  constraint queue_pkey PRIMARY KEY (store_id, id)
);

create table recall (
  store_id text not null,
  id text not null,
  reference text not null,
  title text not null,
  product_id text not null,
  variant_ids text[] default '{}'::text[] not null,
  lots text[] default '{}'::text[] not null,
  seller_ids text[] default '{}'::text[] not null,
  unknown_lots boolean default true not null,
  ordered_from timestamp with time zone,
  ordered_to timestamp with time zone,
  reason text not null,
  instruction text not null,
  remedies text[] not null,
  replacement_variant_id text,
  message text not null,
  state text not null,
  opened_by text not null,
  opened_at timestamp with time zone not null,
  closed_at timestamp with time zone,
  looked_at timestamp with time zone,
  version integer default 1 not null,
  constraint recall_pkey PRIMARY KEY (store_id, id),
  constraint recall_instruction_check CHECK ((instruction = ANY (ARRAY['stop_using'::text, 'dispose'::text, 'return'::text]))),
  constraint recall_state_check CHECK ((state = ANY (ARRAY['open'::text, 'closed'::text])))
);

create table recall_notice (
  store_id text not null,
  id text not null,
  recall_id text not null,
  order_id text not null,
  customer_id text not null,
  unit_ids text[] not null,
  state text not null,
  told_at timestamp with time zone,
  seen_at timestamp with time zone,
  reminders integer default 0 not null,
  remind_at timestamp with time zone,
  choice text,
  answered_at timestamp with time zone,
  answered_by text,
  remedied_at timestamp with time zone,
  refund_id text,
  replacement_id text,
  return_id text,
  version integer default 1 not null,
  constraint recall_notice_pkey PRIMARY KEY (store_id, id),
  constraint recall_notice_store_id_recall_id_order_id_key UNIQUE (store_id, recall_id, order_id),
  constraint recall_notice_choice_check CHECK ((choice = ANY (ARRAY['refund'::text, 'replacement'::text, 'repair_kit'::text, 'store_credit'::text]))),
  constraint recall_notice_state_check CHECK ((state = ANY (ARRAY['found'::text, 'told'::text, 'answered'::text, 'remedied'::text])))
);
CREATE INDEX recall_notice_customer ON recall_notice USING btree (store_id, customer_id);
CREATE INDEX recall_notice_order ON recall_notice USING btree (store_id, order_id);
CREATE INDEX recall_notice_remind ON recall_notice USING btree (store_id, remind_at) WHERE (remind_at IS NOT NULL);
CREATE INDEX recall_notice_state ON recall_notice USING btree (store_id, recall_id, state, id);

create table refund (
  store_id text not null,
  id text not null,
  order_id text not null,
  customer_id text not null,
  origin text default 'here'::text not null,
  reference text,
  reason text not null,
  about_kind text,
  about_id text,
  currency character(3) not null,
  amount_minor bigint not null,
  state text not null,
  requested_by text not null,
  created_at timestamp with time zone not null,
  done_at timestamp with time zone,
  version integer default 1 not null,
  constraint refund_pkey PRIMARY KEY (store_id, id),
  constraint refund_amount_minor_check CHECK ((amount_minor > 0)),
  constraint refund_origin_check CHECK ((origin = ANY (ARRAY['here'::text, 'external'::text]))),
  constraint refund_state_check CHECK ((state = ANY (ARRAY['requested'::text, 'succeeded'::text, 'failed'::text, 'partly_failed'::text])))
);
CREATE INDEX refund_about ON refund USING btree (store_id, about_kind, about_id);
CREATE INDEX refund_created ON refund USING btree (store_id, created_at) WHERE (origin = 'here'::text);
CREATE UNIQUE INDEX refund_external ON refund USING btree (store_id, order_id, reference) WHERE (origin = 'external'::text);
CREATE INDEX refund_order ON refund USING btree (store_id, order_id);

create table refund_journal (
  store_id text not null,
  id text not null,
  at timestamp with time zone not null,
  kind text not null,
  refund_id text not null,
  movement_id text not null,
  order_id text not null,
  order_reference text not null,
  customer_id text not null,
  credit_note_id text,
  legal_entity text not null,
  country character(2) not null,
  currency character(3) not null,
  tender_kind text,
  paid_to text not null,
  part text not null,
  fee_kind text,
  item_id text,
  seller_id text,
  tax_rate_thousandths integer,
  net_minor bigint not null,
  tax_minor bigint not null,
  gross_minor bigint not null,
  constraint refund_journal_pkey PRIMARY KEY (store_id, id),
  constraint refund_journal_check CHECK ((gross_minor = (net_minor + tax_minor))),
  constraint refund_journal_kind_check CHECK ((kind = ANY (ARRAY['refund'::text, 'counter'::text, 'external'::text, 'goodwill'::text]))),
  constraint refund_journal_paid_to_check CHECK ((paid_to = ANY (ARRAY['tender'::text, 'method'::text, 'store_credit'::text]))),
  constraint refund_journal_part_check CHECK ((part = ANY (ARRAY['goods'::text, 'shipping'::text, 'fee'::text, 'other'::text])))
);
CREATE INDEX refund_journal_at ON refund_journal USING btree (store_id, at, id);
CREATE INDEX refund_journal_note ON refund_journal USING btree (store_id, credit_note_id) WHERE (credit_note_id IS NOT NULL);
CREATE INDEX refund_journal_order ON refund_journal USING btree (store_id, order_id);
CREATE INDEX refund_journal_seller ON refund_journal USING btree (store_id, seller_id, at) WHERE (seller_id IS NOT NULL);

create table refund_line (
  store_id text not null,
  refund_id text not null,
  line integer not null,
  order_id text not null,
  movement_id text not null,
  unit_id text,
  goods_minor bigint default 0 not null,
  goods_tax_minor bigint default 0 not null,
  shipping_minor bigint default 0 not null,
  shipping_tax_minor bigint default 0 not null,
  fee_minor bigint default 0 not null,
  other_minor bigint default 0 not null,
  counted boolean default true not null,
  constraint refund_line_pkey PRIMARY KEY (store_id, refund_id, line),
  constraint refund_line_fee_minor_check CHECK ((fee_minor >= 0)),
  constraint refund_line_goods_minor_check CHECK ((goods_minor >= 0)),
  constraint refund_line_shipping_minor_check CHECK ((shipping_minor >= 0))
);
CREATE INDEX refund_line_order ON refund_line USING btree (store_id, order_id);
CREATE INDEX refund_line_unit ON refund_line USING btree (store_id, unit_id) WHERE counted;

create table refund_mismatch (
  store_id text not null,
  id text not null,
  kind text not null,
  subject_id text not null,
  refund_id text,
  order_id text,
  customer_id text,
  ours_minor bigint,
  theirs_minor bigint,
  currency character(3) not null,
  provider_reference text,
  seen_at timestamp with time zone not null,
  gone_at timestamp with time zone,
  constraint refund_mismatch_pkey PRIMARY KEY (store_id, id),
  constraint refund_mismatch_store_id_kind_subject_id_key UNIQUE (store_id, kind, subject_id),
  constraint refund_mismatch_kind_check CHECK ((kind = ANY (ARRAY['unknown'::text, 'missing'::text, 'amount_differs'::text, 'paid_twice'::text])))
);
CREATE INDEX refund_mismatch_open ON refund_mismatch USING btree (store_id, seen_at) WHERE (gone_at IS NULL);

create table refund_movement (
  store_id text not null,
  id text not null,
  refund_id text not null,
  order_id text not null,
  tender_id text,
  target_kind text not null,
  target_id text not null,
  amount_minor bigint not null,
  currency character(3) not null,
  state text not null,
  provider_key text not null,
  provider_reference text,
  failure_code text,
  attempts integer default 0 not null,
  last_tried_at timestamp with time zone,
  transfer_id text not null,
  expected_by timestamp with time zone,
  requested_at timestamp with time zone not null,
  settled_at timestamp with time zone,
  version integer default 1 not null,
  made_good_by text,
  constraint refund_movement_pkey PRIMARY KEY (store_id, id),
  constraint refund_movement_store_id_provider_key_key UNIQUE (store_id, provider_key),
  constraint refund_movement_amount_minor_check CHECK ((amount_minor > 0)),
  constraint refund_movement_state_check CHECK ((state = ANY (ARRAY['requested'::text, 'succeeded'::text, 'failed'::text, 'reversed'::text]))),
  constraint refund_movement_target_kind_check CHECK ((target_kind = ANY (ARRAY['tender'::text, 'method'::text, 'store_credit'::text])))
);
CREATE INDEX refund_movement_open ON refund_movement USING btree (store_id, requested_at) WHERE (state = 'requested'::text);
CREATE INDEX refund_movement_order ON refund_movement USING btree (store_id, order_id);
CREATE INDEX refund_movement_refund ON refund_movement USING btree (store_id, refund_id);
CREATE INDEX refund_movement_settled ON refund_movement USING btree (store_id, settled_at) WHERE (state = 'succeeded'::text);

create table refund_reconciliation (
  store_id text not null,
  looked_at timestamp with time zone not null,
  listed integer not null,
  constraint refund_reconciliation_pkey PRIMARY KEY (store_id)
);

create table replacement (
  store_id text not null,
  id text not null,
  order_id text not null,
  customer_id text not null,
  about_kind text not null,
  about_id text not null,
  state text not null,
  ship_to jsonb not null,
  delivery_requirement text default 'none'::text not null,
  speed text default 'same_or_faster'::text not null,
  expected_by timestamp with time zone,
  storefront_key text not null,
  storefront_reference text,
  refusal_code text,
  requested_by text not null,
  requested_at timestamp with time zone not null,
  decided_at timestamp with time zone,
  attempts integer default 0 not null,
  version integer default 1 not null,
  last_tried_at timestamp with time zone,
  parts text,
  stop_asked_at timestamp with time zone,
  promised_by timestamp with time zone,
  constraint replacement_pkey PRIMARY KEY (store_id, id),
  constraint replacement_store_id_storefront_key_key UNIQUE (store_id, storefront_key),
  constraint replacement_delivery_requirement_check CHECK ((delivery_requirement = ANY (ARRAY['none'::text, 'code'::text, 'signature'::text, 'locker'::text]))),
  constraint replacement_state_check CHECK ((state = ANY (ARRAY['requested'::text, 'accepted'::text, 'refused'::text, 'shipped'::text, 'delivered'::text, 'canceled'::text])))
);
CREATE UNIQUE INDEX replacement_about ON replacement USING btree (store_id, about_kind, about_id) WHERE (state <> ALL (ARRAY['refused'::text, 'canceled'::text]));
CREATE INDEX replacement_created ON replacement USING btree (store_id, requested_at);
CREATE INDEX replacement_open ON replacement USING btree (store_id, requested_at) WHERE (state = 'requested'::text);
CREATE INDEX replacement_order ON replacement USING btree (store_id, order_id);
CREATE INDEX replacement_reference ON replacement USING btree (store_id, storefront_reference);
CREATE INDEX replacement_unsent ON replacement USING btree (store_id, requested_at) WHERE (state = ANY (ARRAY['requested'::text, 'accepted'::text]));

create table replacement_unit (
  store_id text not null,
  replacement_id text not null,
  unit_id text not null,
  new_unit_id text not null,
  variant_id text,
  constraint replacement_unit_pkey PRIMARY KEY (store_id, replacement_id, unit_id)
);

create table resolution (
  store_id text not null,
  id text not null,
  conversation_id text not null,
  at timestamp with time zone not null,
  by_kind text not null,
  by_id text,
  cause text,
  note text default ''::text not null,
  reopened_at timestamp with time zone,
  reopened_by text,
  constraint resolution_pkey PRIMARY KEY (store_id, id)
);
CREATE INDEX resolution_conversation ON resolution USING btree (store_id, conversation_id, at);
CREATE INDEX resolution_time ON resolution USING btree (store_id, at);

create table retention_choice (
  store_id text not null,
  rule text not null,
  days integer,
  changed_by text not null,
  changed_at timestamp with time zone not null,
  constraint retention_choice_pkey PRIMARY KEY (store_id, rule),
  constraint retention_choice_days_check CHECK ((days > 0))
);

create table retention_run (
  store_id text not null,
  rule text not null,
  at timestamp with time zone not null,
  rows bigint not null,
  constraint retention_run_pkey PRIMARY KEY (store_id, rule, at)
);

create table return_inspection (
  store_id text not null,
  id text not null,
  return_id text not null,
  unit_id text not null,
  verdict text not null,
  grade text not null,
  deduct_percent integer default 0 not null,
  note text,
  file_ids text[] default '{}'::text[] not null,
  inspected_by text not null,
  at timestamp with time zone not null,
  constraint return_inspection_pkey PRIMARY KEY (store_id, id),
  constraint return_inspection_deduct_percent_check CHECK (((deduct_percent >= 0) AND (deduct_percent <= 100))),
  constraint return_inspection_verdict_check CHECK ((verdict = ANY (ARRAY['as_described'::text, 'damaged'::text, 'wrong_item'::text, 'missing'::text, 'not_required'::text])))
);
CREATE INDEX return_inspection_files ON return_inspection USING gin (file_ids) WHERE (file_ids <> '{}'::text[]);
CREATE INDEX return_inspection_return ON return_inspection USING btree (store_id, return_id);

create table return_line (
  store_id text not null,
  id text not null,
  return_id text not null,
  "position" integer not null,
  order_id text not null,
  item_id text not null,
  reason text not null,
  note text,
  file_ids text[] default '{}'::text[] not null,
  payer text not null,
  approval text not null,
  approval_by text,
  approval_at timestamp with time zone,
  approval_code text,
  approval_note text,
  late_percent integer default 0 not null,
  keep boolean default false not null,
  to_variant_id text,
  difference_minor bigint default 0 not null,
  constraint return_line_pkey PRIMARY KEY (store_id, id),
  constraint return_line_approval_check CHECK ((approval = ANY (ARRAY['requested'::text, 'needs_review'::text, 'approved'::text, 'declined'::text, 'canceled'::text]))),
  constraint return_line_late_percent_check CHECK (((late_percent >= 0) AND (late_percent <= 100))),
  constraint return_line_payer_check CHECK ((payer = ANY (ARRAY['shopper'::text, 'seller'::text, 'nobody'::text])))
);
CREATE INDEX return_line_files ON return_line USING gin (file_ids) WHERE (file_ids <> '{}'::text[]);
CREATE INDEX return_line_order ON return_line USING btree (store_id, order_id);
CREATE INDEX return_line_return ON return_line USING btree (store_id, return_id, "position");

create table return_parcel (
  store_id text not null,
  id text not null,
  return_id text not null,
  kind text not null,
  state text not null,
  place_id text,
  code text,
  expires_at timestamp with time zone,
  accepted_at timestamp with time zone,
  accepted_by text,
  accepted_place_id text,
  canceled_at timestamp with time zone,
  slot_size text,
  slot text,
  slot_until timestamp with time zone,
  pickup_from timestamp with time zone,
  pickup_until timestamp with time zone,
  label_state text default 'none'::text not null,
  label_key text not null,
  label_file_id text,
  label_cost_minor bigint,
  carrier text,
  tracking_number text,
  failure_code text,
  attempts integer default 0 not null,
  expected_weight_grams integer,
  measured_weight_grams integer,
  first_scan_at timestamp with time zone,
  last_scan_at timestamp with time zone,
  delivered_at timestamp with time zone,
  created_at timestamp with time zone not null,
  version integer default 1 not null,
  tracked_at timestamp with time zone,
  constraint return_parcel_pkey PRIMARY KEY (store_id, id),
  constraint return_parcel_store_id_label_key_key UNIQUE (store_id, label_key),
  constraint return_parcel_kind_check CHECK ((kind = ANY (ARRAY['code'::text, 'label'::text, 'pickup'::text, 'unannounced'::text]))),
  constraint return_parcel_label_state_check CHECK ((label_state = ANY (ARRAY['none'::text, 'requested'::text, 'made'::text, 'failed'::text, 'voided'::text]))),
  constraint return_parcel_slot_size_check CHECK ((slot_size = ANY (ARRAY['s'::text, 'm'::text, 'l'::text, 'xl'::text]))),
  constraint return_parcel_state_check CHECK ((state = ANY (ARRAY['open'::text, 'dropped_off'::text, 'in_transit'::text, 'delivered'::text, 'lost'::text, 'canceled'::text])))
);
CREATE UNIQUE INDEX return_parcel_code ON return_parcel USING btree (store_id, code) WHERE (code IS NOT NULL);
CREATE INDEX return_parcel_label ON return_parcel USING btree (store_id, label_file_id) WHERE (label_file_id IS NOT NULL);
CREATE INDEX return_parcel_pickup ON return_parcel USING btree (store_id, pickup_from) WHERE ((kind = 'pickup'::text) AND (state = 'open'::text));
CREATE INDEX return_parcel_return ON return_parcel USING btree (store_id, return_id);
CREATE INDEX return_parcel_slot ON return_parcel USING btree (store_id, place_id, slot_until) WHERE (slot IS NOT NULL);
CREATE INDEX return_parcel_to_buy ON return_parcel USING btree (store_id, created_at) WHERE (label_state = 'requested'::text);
CREATE INDEX return_parcel_to_track ON return_parcel USING btree (store_id, tracked_at) WHERE ((tracking_number IS NOT NULL) AND (state = ANY (ARRAY['open'::text, 'dropped_off'::text, 'in_transit'::text, 'lost'::text])));
CREATE INDEX return_parcel_tracking ON return_parcel USING btree (store_id, tracking_number) WHERE (tracking_number IS NOT NULL);

create table return_payout (
  store_id text not null,
  refund_id text not null,
  return_id text not null,
  moment text not null,
  currency character(3) not null,
  amount_minor bigint not null,
  at timestamp with time zone not null,
  constraint return_payout_pkey PRIMARY KEY (store_id, refund_id),
  constraint return_payout_amount_minor_check CHECK ((amount_minor >= 0))
);
CREATE INDEX return_payout_at ON return_payout USING btree (store_id, currency, at);

create table return_receipt (
  store_id text not null,
  id text not null,
  return_id text not null,
  parcel_id text,
  counts jsonb not null,
  finding text,
  note text,
  file_ids text[] default '{}'::text[] not null,
  received_by text not null,
  at timestamp with time zone not null,
  constraint return_receipt_pkey PRIMARY KEY (store_id, id),
  constraint return_receipt_finding_check CHECK ((finding = ANY (ARRAY['complete'::text, 'short'::text, 'empty'::text, 'wrong_item'::text, 'extra'::text])))
);
CREATE INDEX return_receipt_files ON return_receipt USING gin (file_ids) WHERE (file_ids <> '{}'::text[]);
CREATE INDEX return_receipt_return ON return_receipt USING btree (store_id, return_id);

create table return_request (
  store_id text not null,
  id text not null,
  reference text not null,
  customer_id text not null,
  resolution text not null,
  method text not null,
  origin text not null,
  about_kind text,
  about_id text,
  place_id text,
  pickup_from timestamp with time zone,
  pickup_until timestamp with time zone,
  refund_target text,
  charge_method_id text,
  currency character(3) not null,
  fee_minor bigint default 0 not null,
  fee_due text default 'first_carrier_scan'::text not null,
  quote jsonb,
  decision_id text not null,
  statutory boolean default false not null,
  refund_at text not null,
  send_at text default 'never'::text not null,
  settle_at text,
  requested_by text not null,
  requested_at timestamp with time zone not null,
  hand_over_by timestamp with time zone not null,
  approve_by timestamp with time zone,
  on_silence text,
  canceled_at timestamp with time zone,
  cancel_reason text,
  closed_at timestamp with time zone,
  version integer default 1 not null,
  constraint return_request_pkey PRIMARY KEY (store_id, id),
  constraint return_request_store_id_reference_key UNIQUE (store_id, reference),
  constraint return_request_fee_due_check CHECK ((fee_due = ANY (ARRAY['at_creation'::text, 'first_carrier_scan'::text]))),
  constraint return_request_fee_minor_check CHECK ((fee_minor >= 0)),
  constraint return_request_method_check CHECK ((method = ANY (ARRAY['drop_off'::text, 'locker'::text, 'label'::text, 'pickup'::text, 'store'::text, 'keep'::text, 'none'::text]))),
  constraint return_request_on_silence_check CHECK ((on_silence = ANY (ARRAY['approve'::text, 'to_lead'::text]))),
  constraint return_request_origin_check CHECK ((origin = ANY (ARRAY['shopper'::text, 'staff'::text, 'seller'::text, 'gift'::text, 'withdrawal'::text, 'unannounced'::text, 'problem'::text]))),
  constraint return_request_refund_at_check CHECK ((refund_at = ANY (ARRAY['at_once'::text, 'first_scan'::text, 'destination_scan'::text, 'receipt'::text, 'inspection'::text, 'never'::text]))),
  constraint return_request_resolution_check CHECK ((resolution = ANY (ARRAY['refund'::text, 'replacement'::text, 'exchange'::text, 'store_credit'::text, 'none'::text]))),
  constraint return_request_send_at_check CHECK ((send_at = ANY (ARRAY['request'::text, 'receipt'::text, 'never'::text]))),
  constraint return_request_settle_at_check CHECK ((settle_at = ANY (ARRAY['request'::text, 'dispatch'::text, 'receipt'::text])))
);
CREATE INDEX return_request_about ON return_request USING btree (store_id, about_kind, about_id) WHERE (about_id IS NOT NULL);
CREATE INDEX return_request_customer ON return_request USING btree (store_id, customer_id, requested_at DESC, id DESC);
CREATE INDEX return_request_review ON return_request USING btree (store_id, approve_by) WHERE (approve_by IS NOT NULL);

create table return_scan (
  store_id text not null,
  id text not null,
  parcel_id text not null,
  at timestamp with time zone not null,
  status text not null,
  place jsonb,
  note text,
  weight_grams integer,
  fingerprint text not null,
  recorded_at timestamp with time zone not null,
  constraint return_scan_pkey PRIMARY KEY (store_id, id),
  constraint return_scan_store_id_parcel_id_fingerprint_key UNIQUE (store_id, parcel_id, fingerprint)
);

create table return_unit (
  store_id text not null,
  return_id text not null,
  line_id text not null,
  unit_id text not null,
  parcel_id text,
  logistics text default 'none'::text not null,
  inspection text default 'pending'::text not null,
  money text default 'none'::text not null,
  planned_minor bigint default 0 not null,
  planned_shipping_minor bigint default 0 not null,
  planned_fees_minor bigint default 0 not null,
  to_goods_minor bigint,
  to_goods_tax_minor bigint,
  to_price_minor bigint,
  fee_minor bigint default 0 not null,
  deduct_percent integer default 0 not null,
  deduct_minor bigint default 0 not null,
  received_at timestamp with time zone,
  inspected_at timestamp with time zone,
  refund_id text,
  replacement_id text,
  charge_id text,
  constraint return_unit_pkey PRIMARY KEY (store_id, return_id, unit_id),
  constraint return_unit_deduct_minor_check CHECK ((deduct_minor >= 0)),
  constraint return_unit_deduct_percent_check CHECK (((deduct_percent >= 0) AND (deduct_percent <= 100))),
  constraint return_unit_fee_minor_check CHECK ((fee_minor >= 0)),
  constraint return_unit_inspection_check CHECK ((inspection = ANY (ARRAY['pending'::text, 'as_described'::text, 'damaged'::text, 'wrong_item'::text, 'missing'::text, 'not_required'::text]))),
  constraint return_unit_logistics_check CHECK ((logistics = ANY (ARRAY['none'::text, 'label_issued'::text, 'dropped_off'::text, 'in_transit'::text, 'delivered'::text, 'lost'::text]))),
  constraint return_unit_money_check CHECK ((money = ANY (ARRAY['none'::text, 'planned'::text, 'pending'::text, 'succeeded'::text, 'failed'::text, 'reversed'::text]))),
  constraint return_unit_planned_fees_minor_check CHECK ((planned_fees_minor >= 0)),
  constraint return_unit_planned_minor_check CHECK ((planned_minor >= 0)),
  constraint return_unit_planned_shipping_minor_check CHECK ((planned_shipping_minor >= 0))
);
CREATE INDEX return_unit_line ON return_unit USING btree (store_id, line_id);
CREATE INDEX return_unit_parcel ON return_unit USING btree (store_id, parcel_id) WHERE (parcel_id IS NOT NULL);
CREATE INDEX return_unit_refund ON return_unit USING btree (store_id, refund_id) WHERE (refund_id IS NOT NULL);
CREATE INDEX return_unit_unit ON return_unit USING btree (store_id, unit_id);

create table review (
  store_id text not null,
  id text not null,
  about_kind text not null,
  about_id text not null,
  order_id text not null,
  customer_id text not null,
  state text not null,
  required_role text default 'associate'::text not null,
  question text not null,
  decide_by timestamp with time zone not null,
  hard_limit timestamp with time zone not null,
  on_silence text not null,
  silences integer default 0 not null,
  opened_at timestamp with time zone not null,
  decided_by text,
  decided_at timestamp with time zone,
  outcome text,
  note text,
  version integer default 1 not null,
  constraint review_pkey PRIMARY KEY (store_id, id),
  constraint review_on_silence_check CHECK ((on_silence = ANY (ARRAY['for_shopper'::text, 'to_lead'::text]))),
  constraint review_state_check CHECK ((state = ANY (ARRAY['open'::text, 'decided'::text, 'silent'::text, 'withdrawn'::text])))
);
CREATE INDEX review_about ON review USING btree (store_id, about_kind, about_id);
CREATE INDEX review_open ON review USING btree (store_id, decide_by) WHERE (state = 'open'::text);

create table safety_account (
  store_id text not null,
  id text not null,
  report_id text not null,
  note text,
  who text,
  file_ids text[] default '{}'::text[] not null,
  by text not null,
  at timestamp with time zone not null,
  constraint safety_account_pkey PRIMARY KEY (store_id, id)
);
CREATE INDEX safety_account_report ON safety_account USING btree (store_id, report_id, at);

create table safety_report (
  store_id text not null,
  id text not null,
  reference text not null,
  problem_id text,
  order_id text not null,
  customer_id text not null,
  things jsonb not null,
  who text,
  state text not null,
  outcome text,
  outcome_note text,
  answer_by timestamp with time zone not null,
  required_role text not null,
  silences integer default 0 not null,
  conversation_id text,
  opened_by text not null,
  opened_at timestamp with time zone not null,
  looked_by text,
  looked_at timestamp with time zone,
  closed_by text,
  closed_at timestamp with time zone,
  version integer default 1 not null,
  constraint safety_report_pkey PRIMARY KEY (store_id, id),
  constraint safety_report_store_id_problem_id_key UNIQUE (store_id, problem_id),
  constraint safety_report_outcome_check CHECK ((outcome = ANY (ARRAY['product_at_fault'::text, 'misuse'::text, 'in_transit'::text, 'no_harm'::text, 'unclear'::text]))),
  constraint safety_report_state_check CHECK ((state = ANY (ARRAY['open'::text, 'looked_at'::text, 'closed'::text]))),
  constraint safety_report_who_check CHECK ((who = ANY (ARRAY['person'::text, 'property'::text])))
);
CREATE INDEX safety_report_clock ON safety_report USING btree (store_id, state, answer_by, id);
CREATE INDEX safety_report_customer ON safety_report USING btree (store_id, customer_id);
CREATE UNIQUE INDEX safety_report_order ON safety_report USING btree (store_id, order_id) WHERE (problem_id IS NULL);

create table safety_stop (
  store_id text not null,
  id text not null,
  product_id text not null,
  lot text,
  reason text not null,
  stopped_by text not null,
  stopped_at timestamp with time zone not null,
  restarted_by text,
  restarted_at timestamp with time zone,
  restart_note text,
  constraint safety_stop_pkey PRIMARY KEY (store_id, id)
);
CREATE UNIQUE INDEX safety_stop_open ON safety_stop USING btree (store_id, product_id, COALESCE(lot, ''::text)) WHERE (restarted_at IS NULL);

create table scan (
  store_id text not null,
  id text not null,
  shipment_id text not null,
  at timestamp with time zone not null,
  status text not null,
  place jsonb,
  note text,
  fingerprint text not null,
  recorded_at timestamp with time zone not null,
  constraint scan_pkey PRIMARY KEY (store_id, id),
  constraint scan_store_id_shipment_id_fingerprint_key UNIQUE (store_id, shipment_id, fingerprint)
);
CREATE INDEX scan_shipment ON scan USING btree (store_id, shipment_id, at);

create table schedule_run (
  store_id text not null,
  name text not null,
  next_at timestamp with time zone not null,
  running_until timestamp with time zone,
  last_run_at timestamp with time zone,
  last_error text,
  constraint schedule_run_pkey PRIMARY KEY (store_id, name)
);

create table seller (
  store_id text not null,
  id text not null,
  source text not null,
  reference text not null,
  name text not null,
  email text,
  state text default 'active'::text not null,
  content_hash text,
  created_at timestamp with time zone not null,
  digest_day text,
  constraint seller_pkey PRIMARY KEY (store_id, id),
  constraint seller_store_id_source_reference_key UNIQUE (store_id, source, reference),
  constraint seller_state_check CHECK ((state = ANY (ARRAY['active'::text, 'suspended'::text, 'closed'::text])))
);
CREATE INDEX seller_name ON seller USING btree (store_id, name, id);

create table seller_defect (
  store_id text not null,
  id text not null,
  seller_id text not null,
  kind text not null,
  counts boolean not null,
  about_kind text not null,
  about_id text not null,
  at timestamp with time zone not null,
  voided_at timestamp with time zone,
  constraint seller_defect_pkey PRIMARY KEY (store_id, id),
  constraint seller_defect_store_id_kind_about_kind_about_id_key UNIQUE (store_id, kind, about_kind, about_id)
);
CREATE INDEX seller_defect_at ON seller_defect USING btree (store_id, seller_id, at DESC, id DESC);

create table seller_entry (
  store_id text not null,
  id text not null,
  seller_id text not null,
  at timestamp with time zone not null,
  kind text not null,
  state text not null,
  order_id text,
  burden_id text,
  payout_id text,
  of_entry_id text,
  reference text,
  reason text not null,
  note text,
  currency character(3) not null,
  amount_minor bigint not null,
  open_minor bigint default 0 not null,
  passed_on_reference text,
  collect_minor bigint,
  provider_key text,
  provider_reference text,
  failure_code text,
  attempts integer default 0 not null,
  last_tried_at timestamp with time zone,
  constraint seller_entry_pkey PRIMARY KEY (store_id, id),
  constraint seller_entry_store_id_provider_key_key UNIQUE (store_id, provider_key),
  constraint seller_entry_amount_minor_check CHECK ((amount_minor <> 0)),
  constraint seller_entry_check CHECK (((open_minor >= LEAST(amount_minor, (0)::bigint)) AND (open_minor <= GREATEST(amount_minor, (0)::bigint)))),
  constraint seller_entry_kind_check CHECK ((kind = ANY (ARRAY['debit'::text, 'credit'::text, 'collection'::text, 'netting'::text, 'payout'::text, 'adjustment'::text]))),
  constraint seller_entry_state_check CHECK ((state = ANY (ARRAY['held'::text, 'posted'::text, 'receivable'::text, 'collected'::text, 'reversed'::text, 'released'::text])))
);
CREATE INDEX seller_entry_burden ON seller_entry USING btree (store_id, burden_id) WHERE (burden_id IS NOT NULL);
CREATE INDEX seller_entry_collecting ON seller_entry USING btree (store_id, at) WHERE ((state = 'posted'::text) AND (kind = 'debit'::text));
CREATE INDEX seller_entry_open ON seller_entry USING btree (store_id, seller_id, at, id) WHERE (open_minor <> 0);
CREATE INDEX seller_entry_order ON seller_entry USING btree (store_id, order_id) WHERE (order_id IS NOT NULL);
CREATE UNIQUE INDEX seller_entry_reference ON seller_entry USING btree (store_id, seller_id, reference) WHERE (reference IS NOT NULL);
CREATE INDEX seller_entry_seller ON seller_entry USING btree (store_id, seller_id, at, id);

create table seller_invitation (
  store_id text not null,
  id text not null,
  member_id text not null,
  created_at timestamp with time zone not null,
  expires_at timestamp with time zone not null,
  used_at timestamp with time zone,
  constraint seller_invitation_pkey PRIMARY KEY (store_id, id)
);
CREATE INDEX seller_invitation_member ON seller_invitation USING btree (store_id, member_id);

create table seller_member (
  store_id text not null,
  id text not null,
  seller_id text not null,
  name text not null,
  email text not null,
  created_at timestamp with time zone not null,
  role text default 'member'::text not null,
  removed_at timestamp with time zone,
  version integer default 1 not null,
  constraint seller_member_pkey PRIMARY KEY (store_id, id),
  constraint seller_member_role_check CHECK ((role = ANY (ARRAY['owner'::text, 'member'::text, 'observer'::text])))
);
CREATE UNIQUE INDEX seller_member_email ON seller_member USING btree (store_id, lower(email)) WHERE (removed_at IS NULL);
CREATE INDEX seller_member_seller ON seller_member USING btree (store_id, seller_id, id);

create table seller_order (
  store_id text not null,
  seller_id text not null,
  order_id text not null,
  placed_at timestamp with time zone not null,
  constraint seller_order_pkey PRIMARY KEY (store_id, seller_id, order_id)
);
CREATE INDEX seller_order_order ON seller_order USING btree (store_id, order_id);
CREATE INDEX seller_order_placed ON seller_order USING btree (store_id, seller_id, placed_at DESC, order_id DESC);

create table seller_payout (
  store_id text not null,
  id text not null,
  seller_id text not null,
  reference text not null,
  currency character(3) not null,
  amount_minor bigint not null,
  netted_minor bigint default 0 not null,
  credited_minor bigint default 0 not null,
  paid_at timestamp with time zone not null,
  covers_until timestamp with time zone not null,
  recorded_at timestamp with time zone not null,
  constraint seller_payout_pkey PRIMARY KEY (store_id, id),
  constraint seller_payout_store_id_seller_id_reference_key UNIQUE (store_id, seller_id, reference),
  constraint seller_payout_amount_minor_check CHECK ((amount_minor >= 0)),
  constraint seller_payout_credited_minor_check CHECK ((credited_minor >= 0)),
  constraint seller_payout_netted_minor_check CHECK ((netted_minor >= 0))
);
CREATE INDEX seller_payout_covers ON seller_payout USING btree (store_id, seller_id, covers_until);

create table seller_recourse (
  store_id text not null,
  id text not null,
  reference text not null,
  seller_id text not null,
  order_id text not null,
  burden_id text not null,
  ground text not null,
  words text not null,
  file_ids text[] default '{}'::text[] not null,
  state text not null,
  amount_minor bigint not null,
  granted_minor bigint,
  currency character(3) not null,
  filed_by text not null,
  filed_at timestamp with time zone not null,
  due_at timestamp with time zone,
  hard_at timestamp with time zone,
  decided_by text,
  decided_at timestamp with time zone,
  note text,
  version integer default 1 not null,
  constraint seller_recourse_pkey PRIMARY KEY (store_id, id),
  constraint seller_recourse_store_id_burden_id_key UNIQUE (store_id, burden_id),
  constraint seller_recourse_store_id_reference_key UNIQUE (store_id, reference),
  constraint seller_recourse_amount_minor_check CHECK ((amount_minor > 0)),
  constraint seller_recourse_granted_minor_check CHECK ((granted_minor >= 0)),
  constraint seller_recourse_ground_check CHECK ((ground = ANY (ARRAY['damaged_return'::text, 'other_item'::text, 'not_returned'::text, 'abuse'::text]))),
  constraint seller_recourse_state_check CHECK ((state = ANY (ARRAY['open'::text, 'granted'::text, 'partly'::text, 'declined'::text])))
);
CREATE INDEX seller_recourse_due ON seller_recourse USING btree (store_id, due_at, id) WHERE (state = 'open'::text);
CREATE INDEX seller_recourse_seller ON seller_recourse USING btree (store_id, seller_id, filed_at DESC, id DESC);

create table seller_return (
  store_id text not null,
  seller_id text not null,
  return_id text not null,
  requested_at timestamp with time zone not null,
  constraint seller_return_pkey PRIMARY KEY (store_id, seller_id, return_id)
);
CREATE INDEX seller_return_requested ON seller_return USING btree (store_id, seller_id, requested_at DESC, return_id DESC);

create table service_clock (
  store_id text not null,
  id text not null,
  conversation_id text not null,
  kind text not null,
  calendar_id text,
  target_minutes integer not null,
  started_at timestamp with time zone not null,
  due_at timestamp with time zone,
  paused_at timestamp with time zone,
  left_minutes integer,
  stopped_at timestamp with time zone,
  stop_reason text,
  breached_at timestamp with time zone,
  why jsonb not null,
  version integer default 1 not null,
  constraint service_clock_pkey PRIMARY KEY (store_id, id),
  constraint service_clock_kind_check CHECK ((kind = ANY (ARRAY['first'::text, 'next'::text, 'resolution'::text])))
);
CREATE INDEX service_clock_due ON service_clock USING btree (store_id, due_at) WHERE ((stopped_at IS NULL) AND (breached_at IS NULL) AND (due_at IS NOT NULL));
CREATE UNIQUE INDEX service_clock_running ON service_clock USING btree (store_id, conversation_id, kind) WHERE (stopped_at IS NULL);
CREATE INDEX service_clock_started ON service_clock USING btree (store_id, started_at);

create table service_clock_change (
  store_id text not null,
  id text not null,
  clock_id text not null,
  at timestamp with time zone not null,
  reason text not null,
  due_before timestamp with time zone,
  due_after timestamp with time zone,
  constraint service_clock_change_pkey PRIMARY KEY (store_id, id)
);
CREATE INDEX service_clock_change_clock ON service_clock_change USING btree (store_id, clock_id, at);

create table shift (
  store_id text not null,
  id text not null,
  staff_id text not null,
  starts_at timestamp with time zone not null,
  ends_at timestamp with time zone not null,
  constraint shift_pkey PRIMARY KEY (store_id, id),
  constraint shift_check CHECK ((ends_at > starts_at))
);
CREATE INDEX shift_time ON shift USING btree (store_id, ends_at, starts_at);

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
  shipped_at timestamp with time zone,
  promised_deliver_by timestamp with time zone,
  promise_kind text,
  label_platform_bought boolean default false not null,
  state text default 'label_created'::text not null,
  state_at timestamp with time zone,
  first_scan_at timestamp with time zone,
  last_scan_at timestamp with time zone,
  delivered_at timestamp with time zone,
  returned_at timestamp with time zone,
  content_hash text,
  history boolean default false not null,
  recorded_at timestamp with time zone not null,
  version integer default 1 not null,
  constraint shipment_pkey PRIMARY KEY (store_id, id),
  constraint shipment_store_id_source_reference_key UNIQUE (store_id, source, reference),
  constraint shipment_promise_kind_check CHECK ((promise_kind = ANY (ARRAY['guaranteed'::text, 'estimated'::text])))
);
CREATE INDEX shipment_open ON shipment USING btree (store_id, promised_deliver_by, id) WHERE ((delivered_at IS NULL) AND (returned_at IS NULL) AND (NOT history));
CREATE INDEX shipment_order ON shipment USING btree (store_id, order_id);
CREATE INDEX shipment_shipped ON shipment USING btree (store_id, shipped_at, id) WHERE (shipped_at IS NOT NULL);
CREATE INDEX shipment_tracking ON shipment USING btree (store_id, tracking_number);

create table shipment_unit (
  store_id text not null,
  shipment_id text not null,
  unit_id text not null,
  constraint shipment_unit_pkey PRIMARY KEY (store_id, shipment_id, unit_id)
);
CREATE INDEX shipment_unit_unit ON shipment_unit USING btree (store_id, unit_id);

create table shopper_login (
  store_id text not null,
  kind text not null,
  account_url text,
  source text not null,
  issuer text,
  sign_in_url text,
  algorithm text,
  public_key text,
  jwks_url text,
  client_id text,
  client_secret text,
  reference_claim text,
  changed_at timestamp with time zone not null,
  changed_by text not null,
  version integer not null,
  constraint shopper_login_pkey PRIMARY KEY (store_id),
  constraint shopper_login_algorithm_check CHECK ((algorithm = ANY (ARRAY['HS256'::text, 'RS256'::text, 'ES256'::text, 'EdDSA'::text]))),
  constraint shopper_login_kind_check CHECK ((kind = ANY (ARRAY['own'::text, 'signed_link'::text, 'oidc'::text])))
);

create table shopper_login_key (
  store_id text not null,
  id text not null,
  secret text not null,
  created_at timestamp with time zone not null,
  expires_at timestamp with time zone,
  constraint shopper_login_key_pkey PRIMARY KEY (store_id, id)
);

create table short_message (
  store_id text not null,
  id text not null,
  customer_id text not null,
  channel text not null,
  template text not null,
  topic text not null,
  subscription_id text,
  number text,
  title text not null,
  body text not null,
  path text,
  state text not null,
  bundle text,
  dedupe_key text not null,
  failure text,
  provider_reference text,
  attempts integer default 0 not null,
  created_at timestamp with time zone not null,
  sent_at timestamp with time zone,
  constraint short_message_pkey PRIMARY KEY (store_id, id),
  constraint short_message_store_id_dedupe_key_key UNIQUE (store_id, dedupe_key),
  constraint short_message_channel_check CHECK ((channel = ANY (ARRAY['push'::text, 'sms'::text]))),
  constraint short_message_state_check CHECK ((state = ANY (ARRAY['queued'::text, 'held'::text, 'bundled'::text, 'sent'::text, 'failed'::text, 'suppressed'::text])))
);
CREATE INDEX short_message_held ON short_message USING btree (store_id, bundle, created_at) WHERE (state = 'held'::text);
CREATE INDEX short_message_of ON short_message USING btree (store_id, customer_id, created_at);
CREATE INDEX short_message_reference ON short_message USING btree (store_id, provider_reference) WHERE (provider_reference IS NOT NULL);

create table sms_number (
  store_id text not null,
  customer_id text not null,
  number text not null,
  confirmed_at timestamp with time zone,
  asked_at timestamp with time zone not null,
  constraint sms_number_pkey PRIMARY KEY (store_id, customer_id)
);
CREATE INDEX sms_number_is ON sms_number USING btree (store_id, number);

create table sms_stop (
  store_id text not null,
  number text not null,
  stopped_at timestamp with time zone not null,
  constraint sms_stop_pkey PRIMARY KEY (store_id, number)
);

create table staff (
  store_id text not null,
  id text not null,
  name text not null,
  email text not null,
  role text not null,
  customer_id text,
  active boolean default true not null,
  created_at timestamp with time zone not null,
  version integer default 1 not null,
  constraint staff_pkey PRIMARY KEY (store_id, id),
  constraint staff_role_check CHECK ((role = ANY (ARRAY['observer'::text, 'associate'::text, 'senior'::text, 'lead'::text, 'supervisor'::text, 'administrator'::text])))
);
CREATE UNIQUE INDEX staff_email ON staff USING btree (store_id, lower(email));
CREATE INDEX staff_linked_customer ON staff USING btree (store_id, customer_id) WHERE (customer_id IS NOT NULL);

create table staff_identity (
  store_id text not null,
  issuer text not null,
  subject text not null,
  staff_id text not null,
  linked_at timestamp with time zone not null,
  used_at timestamp with time zone not null,
  by_claim boolean default false not null,
  role_before text,
  constraint staff_identity_pkey PRIMARY KEY (store_id, issuer, subject)
);
CREATE UNIQUE INDEX staff_identity_person ON staff_identity USING btree (store_id, issuer, staff_id);

create table staff_invitation (
  store_id text not null,
  id text not null,
  staff_id text not null,
  created_at timestamp with time zone not null,
  expires_at timestamp with time zone not null,
  used_at timestamp with time zone,
  constraint staff_invitation_pkey PRIMARY KEY (store_id, id)
);
CREATE INDEX staff_invitation_staff ON staff_invitation USING btree (store_id, staff_id);

create table staff_login (
  store_id text not null,
  issuer text not null,
  client_id text not null,
  client_secret text not null,
  label text not null,
  domains text[] not null,
  trusts_email boolean not null,
  role_claim text,
  roles jsonb not null,
  acr text[] not null,
  amr text[] not null,
  active boolean not null,
  passwords boolean not null,
  break_glass_id text,
  changed_at timestamp with time zone not null,
  changed_by text not null,
  version integer not null,
  constraint staff_login_pkey PRIMARY KEY (store_id)
);

create table staff_skill (
  store_id text not null,
  staff_id text not null,
  skill text not null,
  constraint staff_skill_pkey PRIMARY KEY (store_id, staff_id, skill)
);

create table staff_spend (
  store_id text not null,
  staff_id text not null,
  day date not null,
  currency character(3) not null,
  amount_minor bigint default 0 not null,
  constraint staff_spend_pkey PRIMARY KEY (store_id, staff_id, day, currency),
  constraint staff_spend_amount_minor_check CHECK ((amount_minor >= 0))
);

create table store (
  id text not null,
  name text not null,
  legal_name text,
  country character(2) not null,
  currency character(3) not null,
  time_zone text not null,
  locale text default 'en-US'::text not null,
  support_email text not null,
  public_url text,
  marketplace boolean default false not null,
  demonstration boolean default false not null,
  set_up_at timestamp with time zone,
  created_at timestamp with time zone not null,
  constraint store_pkey PRIMARY KEY (id)
);

create table store_credit (
  store_id text not null,
  customer_id text not null,
  currency character(3) not null,
  balance_minor bigint default 0 not null,
  constraint store_credit_pkey PRIMARY KEY (store_id, customer_id, currency),
  constraint store_credit_balance_minor_check CHECK ((balance_minor >= 0))
);

create table store_set_up (
  store_id text not null,
  code_hash text not null,
  constraint store_set_up_pkey PRIMARY KEY (store_id)
);

create table subject_version (
  store_id text not null,
  kind text not null,
  id text not null,
  version integer not null,
  constraint subject_version_pkey PRIMARY KEY (store_id, kind, id)
);

create table survey (
  store_id text not null,
  id text not null,
  resolution_id text not null,
  conversation_id text not null,
  customer_id text,
  staff_id text,
  asked_at timestamp with time zone not null,
  expires_at timestamp with time zone not null,
  solved boolean,
  reason text,
  comment text,
  answered_at timestamp with time zone,
  version integer default 1 not null,
  constraint survey_pkey PRIMARY KEY (store_id, id)
);
CREATE INDEX survey_answered ON survey USING btree (store_id, answered_at) WHERE (answered_at IS NOT NULL);
CREATE INDEX survey_asked ON survey USING btree (store_id, asked_at);
CREATE INDEX survey_conversation ON survey USING btree (store_id, conversation_id, asked_at);
CREATE UNIQUE INDEX survey_resolution ON survey USING btree (store_id, resolution_id);

create table survey_answer (
  store_id text not null,
  id text not null,
  survey_id text not null,
  solved boolean not null,
  reason text,
  comment text,
  at timestamp with time zone not null,
  constraint survey_answer_pkey PRIMARY KEY (store_id, id)
);
CREATE INDEX survey_answer_survey ON survey_answer USING btree (store_id, survey_id, at);

create table team (
  store_id text not null,
  id text not null,
  name text not null,
  created_at timestamp with time zone not null,
  archived_at timestamp with time zone,
  version integer default 1 not null,
  constraint team_pkey PRIMARY KEY (store_id, id)
);
CREATE UNIQUE INDEX team_name ON team USING btree (store_id, lower(name)) WHERE (archived_at IS NULL);

create table team_member (
  store_id text not null,
  team_id text not null,
  staff_id text not null,
  added_at timestamp with time zone not null,
  constraint team_member_pkey PRIMARY KEY (store_id, team_id, staff_id)
);
CREATE INDEX team_member_staff ON team_member USING btree (store_id, staff_id);

create table tender (
  store_id text not null,
  id text not null,
  order_id text not null,
  "position" integer default 0 not null,
  reference text not null,
  kind text not null,
  label text default ''::text not null,
  payment_method_id text,
  authorized_minor bigint,
  captured_minor bigint not null,
  captured_at timestamp with time zone,
  fingerprint text,
  charge_id text,
  constraint tender_pkey PRIMARY KEY (store_id, id),
  constraint tender_store_id_order_id_reference_key UNIQUE (store_id, order_id, reference),
  constraint tender_captured_minor_check CHECK ((captured_minor >= 0)),
  constraint tender_kind_check CHECK ((kind = ANY (ARRAY['card'::text, 'paypal'::text, 'gift_card'::text, 'store_credit'::text, 'bank'::text, 'other'::text])))
);
CREATE INDEX tender_fingerprint ON tender USING btree (store_id, fingerprint) WHERE (fingerprint IS NOT NULL);
CREATE INDEX tender_reference ON tender USING btree (store_id, reference);

create table timer (
  store_id text not null,
  name text not null,
  key text not null,
  due_at timestamp with time zone not null,
  data jsonb not null,
  failures integer default 0 not null,
  last_error text,
  retry_at timestamp with time zone,
  constraint timer_pkey PRIMARY KEY (store_id, name, key)
);
CREATE INDEX timer_due ON timer USING btree (store_id, due_at);

create table trust_hold (
  store_id text not null,
  id text not null,
  customer_id text not null,
  step text not null,
  reason text not null,
  placed_by text not null,
  placed_at timestamp with time zone not null,
  lifted_by text,
  lifted_at timestamp with time zone,
  constraint trust_hold_pkey PRIMARY KEY (store_id, id),
  constraint trust_hold_step_check CHECK ((step = ANY (ARRAY['warned'::text, 'no_instant'::text, 'person_only'::text])))
);
CREATE INDEX trust_hold_customer ON trust_hold USING btree (store_id, customer_id) WHERE (lifted_at IS NULL);

create table trust_link (
  store_id text not null,
  customer_id text not null,
  linked_customer_id text not null,
  linked_by text[] not null,
  created_at timestamp with time zone not null,
  constraint trust_link_pkey PRIMARY KEY (store_id, customer_id, linked_customer_id)
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
  currency character(3),
  details jsonb default '{}'::jsonb not null,
  at timestamp with time zone not null,
  voided_at timestamp with time zone,
  void_reason text,
  constraint trust_signal_pkey PRIMARY KEY (store_id, id),
  constraint trust_signal_store_id_kind_about_kind_about_id_key UNIQUE (store_id, kind, about_kind, about_id)
);
CREATE INDEX trust_signal_customer ON trust_signal USING btree (store_id, customer_id, at);

create table undeliverable_address (
  store_id text not null,
  address text not null,
  status text default ''::text not null,
  diagnostic text default ''::text not null,
  since timestamp with time zone not null,
  constraint undeliverable_address_pkey PRIMARY KEY (store_id, address)
);

create table unit (
  store_id text not null,
  id text not null,
  order_id text not null,
  item_id text not null,
  "position" integer not null,
  revision_from integer default 1 not null,
  variant_id text,
  sku text,
  options jsonb,
  goods_minor bigint not null,
  goods_tax_minor bigint default 0 not null,
  shipping_minor bigint default 0 not null,
  shipping_tax_minor bigint default 0 not null,
  fee_minor bigint default 0 not null,
  fee_kept_minor bigint default 0 not null,
  discount_minor bigint default 0 not null,
  commission_minor bigint default 0 not null,
  money_moved_at timestamp with time zone,
  canceled_at timestamp with time zone,
  settled_by text,
  superseded_by text,
  superseded_reason text,
  replaces_unit_id text,
  constraint unit_pkey PRIMARY KEY (store_id, id),
  constraint unit_check CHECK (((goods_tax_minor >= 0) AND (goods_tax_minor <= goods_minor))),
  constraint unit_check1 CHECK (((shipping_tax_minor >= 0) AND (shipping_tax_minor <= shipping_minor))),
  constraint unit_fee_kept_minor_check CHECK ((fee_kept_minor >= 0)),
  constraint unit_fee_minor_check CHECK ((fee_minor >= 0)),
  constraint unit_goods_minor_check CHECK ((goods_minor >= 0)),
  constraint unit_shipping_minor_check CHECK ((shipping_minor >= 0)),
  constraint unit_superseded_reason_check CHECK ((superseded_reason = ANY (ARRAY['variant'::text, 'replacement'::text, 'import'::text])))
);
CREATE INDEX unit_order ON unit USING btree (store_id, order_id, item_id, "position");

create table unit_hold (
  store_id text not null,
  id text not null,
  unit_id text not null,
  order_id text not null,
  kind text not null,
  ref_id text not null,
  opened_at timestamp with time zone not null,
  closed_at timestamp with time zone,
  constraint unit_hold_pkey PRIMARY KEY (store_id, id),
  constraint unit_hold_kind_check CHECK ((kind = ANY (ARRAY['problem'::text, 'change'::text, 'return'::text, 'claim'::text, 'replacement'::text, 'refund'::text])))
);
CREATE UNIQUE INDEX unit_hold_open ON unit_hold USING btree (store_id, unit_id) WHERE (closed_at IS NULL);
CREATE INDEX unit_hold_order ON unit_hold USING btree (store_id, order_id) WHERE (closed_at IS NULL);
CREATE INDEX unit_hold_ref ON unit_hold USING btree (store_id, kind, ref_id);

create table variant (
  store_id text not null,
  id text not null,
  product_id text not null,
  reference text not null,
  sku text,
  title text,
  price_minor bigint,
  currency character(3),
  available boolean default true not null,
  stock integer,
  options jsonb default '{}'::jsonb not null,
  weight_grams integer,
  constraint variant_pkey PRIMARY KEY (store_id, id),
  constraint variant_store_id_product_id_reference_key UNIQUE (store_id, product_id, reference),
  constraint variant_stock_check CHECK ((stock >= 0))
);

create table visitor (
  store_id text not null,
  id text not null,
  name text default ''::text not null,
  email text,
  customer_id text,
  created_at timestamp with time zone not null,
  constraint visitor_pkey PRIMARY KEY (store_id, id)
);

create table watch_finding (
  store_id text not null,
  id text not null,
  kind text not null,
  subject_kind text not null,
  subject_id text not null,
  order_id text,
  customer_id text,
  details jsonb default '{}'::jsonb not null,
  found_at timestamp with time zone not null,
  resolved_at timestamp with time zone,
  resolution text,
  constraint watch_finding_pkey PRIMARY KEY (store_id, id),
  constraint watch_finding_store_id_kind_subject_kind_subject_id_key UNIQUE (store_id, kind, subject_kind, subject_id)
);
CREATE INDEX watch_finding_newest ON watch_finding USING btree (store_id, found_at DESC, id DESC);
CREATE INDEX watch_finding_open ON watch_finding USING btree (store_id, found_at) WHERE (resolved_at IS NULL);
CREATE INDEX watch_finding_order ON watch_finding USING btree (store_id, order_id) WHERE (order_id IS NOT NULL);

create table webhook_inbox (
  store_id text not null,
  id text not null,
  source text not null,
  delivery_id text not null,
  headers jsonb not null,
  body text not null,
  received_at timestamp with time zone not null,
  handled_at timestamp with time zone,
  failure text,
  attempts integer default 0 not null,
  constraint webhook_inbox_pkey PRIMARY KEY (store_id, id),
  constraint webhook_inbox_store_id_source_delivery_id_key UNIQUE (store_id, source, delivery_id)
);
CREATE INDEX webhook_inbox_waiting ON webhook_inbox USING btree (store_id, received_at) WHERE (handled_at IS NULL);

create table widget (
  store_id text not null,
  id text not null,
  name text not null,
  origins text[] default '{}'::text[] not null,
  signed_only boolean default false not null,
  look jsonb default '{}'::jsonb not null,
  created_at timestamp with time zone not null,
  archived_at timestamp with time zone,
  version integer default 1 not null,
  constraint widget_pkey PRIMARY KEY (store_id, id)
);

create table widget_key (
  store_id text not null,
  id text not null,
  widget_id text not null,
  secret text not null,
  created_at timestamp with time zone not null,
  expires_at timestamp with time zone,
  constraint widget_key_pkey PRIMARY KEY (store_id, id)
);

create table widget_session (
  store_id text not null,
  id text not null,
  widget_id text,
  visitor_id text,
  customer_id text,
  token_hash text not null,
  created_at timestamp with time zone not null,
  expires_at timestamp with time zone not null,
  ended_at timestamp with time zone,
  constraint widget_session_pkey PRIMARY KEY (store_id, id)
);
CREATE UNIQUE INDEX widget_session_token ON widget_session USING btree (store_id, token_hash);

create table withdrawal (
  store_id text not null,
  id text not null,
  reference text not null,
  name text not null,
  order_reference text not null,
  contact text not null,
  items text,
  declared_at timestamp with time zone not null,
  order_id text,
  return_id text,
  matched_by text,
  matched_at timestamp with time zone,
  outcome text,
  receipt_sent_at timestamp with time zone,
  version integer default 1 not null,
  locale text,
  why text,
  change_id text,
  constraint withdrawal_pkey PRIMARY KEY (store_id, id),
  constraint withdrawal_store_id_reference_key UNIQUE (store_id, reference),
  constraint withdrawal_outcome_check CHECK ((outcome = ANY (ARRAY['return'::text, 'cancel'::text, 'late'::text, 'excluded'::text, 'unknown'::text])))
);
CREATE INDEX withdrawal_open ON withdrawal USING btree (store_id, declared_at) WHERE (order_id IS NULL);
CREATE INDEX withdrawal_order ON withdrawal USING btree (store_id, order_id) WHERE (order_id IS NOT NULL);

create table withheld_product (
  store_id text not null,
  id text not null,
  product_id text not null,
  variant_id text,
  customer_id text,
  because_kind text not null,
  because_id text not null,
  since timestamp with time zone not null,
  ended_at timestamp with time zone,
  constraint withheld_product_pkey PRIMARY KEY (store_id, id),
  constraint withheld_product_because_kind_check CHECK ((because_kind = ANY (ARRAY['problem'::text, 'report'::text, 'stop'::text, 'recall'::text])))
);
CREATE INDEX withheld_product_because ON withheld_product USING btree (store_id, because_kind, because_id);
CREATE INDEX withheld_product_open ON withheld_product USING btree (store_id, product_id) WHERE (ended_at IS NULL);

create view change_asked_of_seller as
 SELECT c.store_id,
    c.id,
    mine.seller_id,
    c.answer_by
   FROM change c
     JOIN seller_order mine ON mine.store_id = c.store_id AND mine.order_id = c.order_id
  WHERE c.state = 'asked'::text AND ((c.details -> 'request'::text) ->> 'of'::text) = 'seller'::text;

create view conversation_waiting as
 SELECT store_id,
    id,
    waiting_since,
    assignee_id IS NULL AND (EXISTS ( SELECT 1
           FROM participant p
          WHERE p.store_id = conversation.store_id AND p.conversation_id = conversation.id AND p.kind = 'seller'::text AND p.left_at IS NULL)) AS with_seller
   FROM conversation
  WHERE state = 'open'::text AND merged_into IS NULL AND waiting_since IS NOT NULL AND (channel = ANY (ARRAY['chat'::text, 'mail'::text, 'web'::text, 'call'::text]));

create view seller_cancellation as
 SELECT so.store_id,
    so.seller_id,
    so.order_id,
    so.placed_at,
    lower(COALESCE(h.details ->> 'reason'::text, ''::text)) AS reason
   FROM seller_order so
     JOIN order_history h ON h.store_id = so.store_id AND h.order_id = so.order_id AND h.kind = 'cancellation'::text;

create view seller_parcel as
 SELECT DISTINCT so.store_id,
    so.seller_id,
    so.order_id,
    so.placed_at,
    s.id AS shipment_id,
    o.promised_ship_by,
    s.shipped_at,
    s.first_scan_at
   FROM seller_order so
     JOIN orders o ON o.store_id = so.store_id AND o.id = so.order_id
     JOIN shipment s ON s.store_id = so.store_id AND s.order_id = so.order_id
     JOIN shipment_unit su ON su.store_id = s.store_id AND su.shipment_id = s.id
     JOIN unit u ON u.store_id = su.store_id AND u.id = su.unit_id
     JOIN order_item i ON i.store_id = u.store_id AND i.id = u.item_id AND i.seller_id = so.seller_id
  WHERE s.shipped_at IS NOT NULL;
