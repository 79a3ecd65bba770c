-- Calls of a line that a provider carries, while they are under way: what every process has to know of them alike.
create table line_call (
  store_id text not null,
  -- of the try
  id text not null,
  call jsonb not null,
  touched_at timestamptz not null,
  primary key (store_id, id)
);
create index line_call_touched on line_call (store_id, touched_at);

-- Where a colleague is rung instead of their desk phone: a number, sip:name@host or client:name.
create table own_phone (
  store_id text not null,
  staff_id text not null,
  address text not null,
  changed_at timestamptz not null,
  primary key (store_id, staff_id)
);

-- Who rings the store and is known by their number alone.
create table phone_caller (
  store_id text not null,
  number text not null,
  visitor_id text not null,
  primary key (store_id, number)
);

-- `inbound`: they rang the store. Only the number is known of them, and it proves nothing.
alter table call_request add column source text not null default 'asked' check (source in ('asked', 'inbound'));
create index call_request_number_open on call_request (store_id, number)
  where state in ('scheduled', 'waiting', 'calling', 'talking');
-- What calls of a day cost.
create index call_attempt_placed on call_attempt (store_id, placed_at);
