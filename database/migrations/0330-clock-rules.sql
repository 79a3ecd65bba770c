-- Targets for answers and resolutions, read from the top. No row: the policy's own targets.
create table clock_rule (
  store_id text not null,
  id text not null,
  place integer not null,
  name text not null,
  -- [] is every channel
  channels text[] not null default '{}',
  queue_id text,
  calendar_id text,
  first_minutes integer,
  next_minutes integer,
  resolution_minutes integer,
  created_at timestamptz not null,
  version integer not null default 1,
  primary key (store_id, id)
);

-- What a conversation's clocks are chosen by, besides its channel.
create table clock_case (
  store_id text not null,
  conversation_id text not null,
  queue_id text,
  primary key (store_id, conversation_id)
);
