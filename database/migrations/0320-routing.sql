-- Queues: where a contact waits for a person. The first one that matches takes it.
create table queue (
  store_id text not null,
  id text not null,
  name text not null,
  place integer not null,
  team_id text,
  calendar_id text,
  skill text,
  -- { channels?, intents?, locales?, minimumOrderMinor?, safety? }: no field is any
  matches jsonb not null default '{}',
  priority smallint not null default 0,
  archived_at timestamptz,
  version integer not null default 1,
  primary key (store_id, id)
);

-- Whether somebody is there. The heartbeat is of the wall clock: a vanished browser says nothing.
create table presence (
  store_id text not null,
  staff_id text not null,
  -- what the person chose
  status text not null check (status in ('online', 'busy', 'offline')),
  status_since timestamptz not null,
  heartbeat_at timestamptz not null,
  -- set when the heartbeat was missed for too long, until the next one
  gone_at timestamptz,
  -- since when nothing new came to them, by the wall clock
  idle_since timestamptz not null,
  -- offers in a row that ended unanswered
  missed smallint not null default 0,
  version integer not null default 1,
  primary key (store_id, staff_id)
);

-- One matter that waits for, or is with, a person. `subject` is a conversation, later a call too.
create table contact (
  store_id text not null,
  id text not null,
  channel text not null check (channel in ('chat', 'mail', 'call')),
  conversation_id text not null,
  queue_id text not null,
  team_id text,
  skill text,
  priority smallint not null default 0,
  weight smallint not null,
  -- since when the shopper waits; kept through every hand-over
  waiting_from timestamptz not null,
  state text not null check (state in ('waiting', 'offered', 'held', 'done', 'abandoned')),
  staff_id text,
  offered_at timestamptz,
  offer_ends_at timestamptz,
  accepted_at timestamptz,
  first_accepted_at timestamptz,
  ended_at timestamptz,
  -- who let an offer pass or declined, so that it goes to somebody else first
  passed_by text[] not null default '{}',
  offers integer not null default 0,
  -- who held it last and vanished, or lost it to a lead
  returned_from text,
  returned_at timestamptz,
  created_at timestamptz not null,
  version integer not null default 1,
  primary key (store_id, id)
);
-- one open contact for a conversation and channel: it is never handed out twice
create unique index contact_open on contact (store_id, conversation_id, channel) where state in ('waiting', 'offered', 'held');
create index contact_waiting on contact (store_id, channel, priority, waiting_from, id) where state = 'waiting';
create index contact_waiting_team on contact (store_id, channel, team_id, priority, waiting_from, id) where state = 'waiting';
create index contact_waiting_queue on contact (store_id, queue_id, waiting_from) where state = 'waiting';
create index contact_of_team on contact (store_id, team_id) where state in ('offered', 'held') and team_id is not null;
create index contact_of_staff on contact (store_id, staff_id) where state in ('offered', 'held');
create index contact_offer_ends on contact (store_id, offer_ends_at) where state = 'offered';
create index contact_times on contact (store_id, created_at);
create index contact_accepted on contact (store_id, queue_id, first_accepted_at desc) where first_accepted_at is not null;
create index contact_returned on contact (store_id, returned_from) where state in ('waiting', 'offered', 'held') and returned_from is not null;

-- Conversations in which somebody waits for an answer: each of them has an open contact, or is about to get one.
create view conversation_waiting as
  select store_id, id, waiting_since from conversation
  where state = 'open' and merged_into is null and waiting_since is not null and channel in ('chat', 'mail', 'web');
create index conversation_waiting_since on conversation (store_id, waiting_since)
  where state = 'open' and merged_into is null and waiting_since is not null;

-- Clocks: by when a person answers, answers again, and has it solved.
create table service_clock (
  store_id text not null,
  id text not null,
  conversation_id text not null,
  kind text not null check (kind in ('first', 'next', 'resolution')),
  calendar_id text,
  target_minutes integer not null,
  started_at timestamptz not null,
  due_at timestamptz,
  -- a paused one keeps what is left of it
  paused_at timestamptz,
  left_minutes integer,
  stopped_at timestamptz,
  stop_reason text,
  breached_at timestamptz,
  -- in words: which rule, which calendar, what was counted
  why jsonb not null,
  version integer not null default 1,
  primary key (store_id, id)
);
create unique index service_clock_running on service_clock (store_id, conversation_id, kind) where stopped_at is null;
create index service_clock_due on service_clock (store_id, due_at) where stopped_at is null and breached_at is null and due_at is not null;

create table service_clock_change (
  store_id text not null,
  id text not null,
  clock_id text not null,
  at timestamptz not null,
  reason text not null,
  due_before timestamptz,
  due_after timestamptz,
  primary key (store_id, id)
);
create index service_clock_change_clock on service_clock_change (store_id, clock_id, at);
