-- Call Me: somebody asked to be called, and each time that it was tried.
create table call_request (
  store_id text not null,
  id text not null,
  conversation_id text not null,
  customer_id text,
  visitor_id text,
  -- what it is about, as far as one open request for each topic goes: `order:…`, `conversation:…` or `help`
  topic text not null,
  about_kind text,
  about_id text,
  order_id text,
  -- E.164
  number text not null,
  time_zone text not null,
  state text not null check (state in ('scheduled', 'waiting', 'calling', 'talking', 'done', 'given_up', 'canceled')),
  asked_at timestamptz not null,
  -- the time that was chosen; null is as soon as possible
  wanted_at timestamptz,
  -- when it is tried, or tried again
  next_at timestamptz,
  -- since when the shopper waits; kept through every try
  waiting_from timestamptz not null,
  -- tries that reached the shopper's side; a colleague who did not take it is none
  tries smallint not null default 0,
  contact_id text,
  -- how it ended, and what was agreed
  outcome text,
  agreed text not null default '',
  ended_at timestamptz,
  version integer not null default 1,
  primary key (store_id, id)
);
create unique index call_request_topic_open on call_request (store_id, coalesce(customer_id, visitor_id), topic)
  where state in ('scheduled', 'waiting', 'calling', 'talking');
create index call_request_conversation on call_request (store_id, conversation_id, asked_at);
create index call_request_customer on call_request (store_id, customer_id, asked_at desc);
create index call_request_contact on call_request (store_id, contact_id) where contact_id is not null;

create table call_attempt (
  store_id text not null,
  id text not null,
  request_id text not null,
  contact_id text not null,
  staff_id text not null,
  state text not null check (state in ('placing', 'agent', 'shopper', 'talking', 'held', 'ended')),
  -- which adapter carries it, whether results are reported by hand, and whether nothing real happens
  through text,
  by_hand boolean not null default false,
  simulated boolean not null default false,
  can_hold boolean not null default false,
  can_transfer boolean not null default false,
  can_dial boolean not null default false,
  -- number of the last event that was heard
  last_seq bigint not null default 0,
  result text,
  machine_hint boolean not null default false,
  placed_at timestamptz not null,
  shopper_rung_at timestamptz,
  answered_at timestamptz,
  ended_at timestamptz,
  wrapped_up_at timestamptz,
  version integer not null default 1,
  primary key (store_id, id)
);
-- one call at a time for each request
create unique index call_attempt_open on call_attempt (store_id, request_id) where state <> 'ended';
create index call_attempt_request on call_attempt (store_id, request_id, placed_at);
create index call_attempt_unfinished on call_attempt (store_id, placed_at) where state <> 'ended';

-- What is written where a call was asked for waits for an answer as well, unless the call itself does.
create or replace view conversation_waiting as
  select store_id, id, waiting_since from conversation
  where state = 'open' and merged_into is null and waiting_since is not null and channel in ('chat', 'mail', 'web', 'call');
