-- One thread per matter, whatever the channel.
create table conversation (
  store_id text not null,
  id text not null,
  -- said on the phone and put into subjects: MR-7F3K-29Q
  reference text not null,
  -- whose matter it is; a visitor without an account has a visitor id until they sign in
  customer_id text,
  visitor_id text,
  -- a real sign-in or signed identity wrote in it; an address or an agent's choice alone is none
  verified boolean not null default false,
  channel text not null check (channel in ('chat', 'mail', 'call', 'web', 'import')),
  state text not null check (state in ('open', 'resolved')),
  subject text not null default '',
  -- what it is about, such as { order, ord_… }; opaque here
  about_kind text,
  about_id text,
  order_id text,
  intent text,
  intent_confidence real,
  team_id text,
  assignee_id text,
  priority smallint not null default 0,
  locale text,
  tags text[] not null default '{}',
  -- the last number given to a message; taken under this row's lock, so that numbers have no gap
  last_position integer not null default 0,
  last_message_at timestamptz not null,
  last_message_by text,
  -- the start of the oldest message of the shopper that nobody has answered
  waiting_since timestamptz,
  resolved_at timestamptz,
  cause text,
  -- shown as one with that one, until it is undone; meanwhile it is in that one's team
  merged_into text,
  merged_at timestamptz,
  team_before_merge text,
  split_from text,
  -- the older one that can no longer be taken up, which this one goes on with
  continues text,
  incident_id text,
  source text,
  source_reference text,
  opened_at timestamptz not null,
  version integer not null default 1,
  primary key (store_id, id),
  check (merged_into is distinct from id)
);
create unique index conversation_reference on conversation (store_id, reference);
create unique index conversation_source on conversation (store_id, source, source_reference) where source is not null;
create index conversation_customer on conversation (store_id, customer_id, last_message_at desc) where customer_id is not null;
create index conversation_visitor on conversation (store_id, visitor_id) where visitor_id is not null;
create index conversation_order on conversation (store_id, order_id) where order_id is not null;
create index conversation_open on conversation (store_id, last_message_at desc, id desc) where state = 'open' and merged_into is null;
create index conversation_mine on conversation (store_id, assignee_id, last_message_at desc, id desc) where state = 'open' and merged_into is null;
create index conversation_solved_by on conversation (store_id, assignee_id, last_message_at desc, id desc) where state = 'resolved' and merged_into is null and assignee_id is not null;
create index conversation_open_channel on conversation (store_id, channel, last_message_at desc, id desc) where state = 'open' and merged_into is null;
create index conversation_all on conversation (store_id, last_message_at desc, id desc) where merged_into is null;
create index conversation_team on conversation (store_id, team_id, last_message_at desc, id desc) where merged_into is null;
create index conversation_open_team on conversation (store_id, team_id, last_message_at desc, id desc) where state = 'open' and merged_into is null;
create index conversation_unassigned on conversation (store_id, team_id, last_message_at desc, id desc) where state = 'open' and merged_into is null and assignee_id is null;
create index conversation_merged on conversation (store_id, merged_into) where merged_into is not null;
create index conversation_continues on conversation (store_id, continues) where continues is not null;
create index conversation_about on conversation (store_id, about_id, last_message_at desc, id desc) where about_id is not null and merged_into is null;
create index conversation_tags on conversation using gin (tags) where merged_into is null;

create table participant (
  store_id text not null,
  conversation_id text not null,
  -- shopper, visitor, staff, seller
  kind text not null,
  ref_id text not null,
  name text not null default '',
  address text,
  joined_at timestamptz not null,
  left_at timestamptz,
  -- false for somebody who has only looked, or follows
  joined boolean not null default true,
  -- up to which message they have seen
  read_position integer not null default 0,
  read_at timestamptz,
  following boolean not null default false,
  primary key (store_id, conversation_id, kind, ref_id)
);
create index participant_ref on participant (store_id, kind, ref_id, conversation_id);
create index participant_following on participant (store_id, ref_id, conversation_id) where following;

create table message (
  store_id text not null,
  id text not null,
  conversation_id text not null,
  position integer not null,
  -- chosen by the sender's program: the same message sent again is the same message
  client_id text,
  kind text not null check (kind in ('message', 'note', 'notice')),
  author_kind text not null check (author_kind in ('shopper', 'visitor', 'staff', 'seller', 'system', 'assistant')),
  author_id text,
  author_name text not null default '',
  channel text not null check (channel in ('chat', 'mail', 'call', 'web', 'import')),
  body text not null,
  -- of a notice: its code and values, put into words where it is shown
  notice jsonb,
  -- kinds of numbers that were taken out before anything was stored
  redacted text[] not null default '{}',
  state text not null default 'sent' check (state in ('sent', 'retracted')),
  source_reference text,
  created_at timestamptz not null,
  search tsvector generated always as (to_tsvector('simple', left(normalize(body, nfc), 20000))) stored,
  primary key (store_id, id)
);
create unique index message_position on message (store_id, conversation_id, position);
create unique index message_client on message (store_id, author_kind, author_id, client_id, conversation_id) where client_id is not null;
create index message_search on message using gin (search);

create table message_file (
  store_id text not null,
  message_id text not null,
  file_id text not null,
  place smallint not null,
  name text not null default '',
  primary key (store_id, message_id, file_id)
);
create index message_file_file on message_file (store_id, file_id);

create table mention (
  store_id text not null,
  message_id text not null,
  conversation_id text not null,
  staff_id text not null,
  seen_at timestamptz,
  created_at timestamptz not null,
  primary key (store_id, message_id, staff_id)
);
create index mention_of on mention (store_id, staff_id, created_at desc, message_id desc);
create index mention_unseen on mention (store_id, staff_id, conversation_id) where seen_at is null;

-- What somebody has begun to write, kept for every screen of theirs.
create table draft (
  store_id text not null,
  conversation_id text not null,
  owner text not null,
  kind text not null check (kind in ('message', 'note')),
  body text not null,
  files text[] not null default '{}',
  updated_at timestamptz not null,
  version integer not null default 1,
  primary key (store_id, conversation_id, owner, kind)
);

-- Each time a matter was called solved; a survey and the solved-at-first-contact figure hang on it.
create table resolution (
  store_id text not null,
  id text not null,
  conversation_id text not null,
  at timestamptz not null,
  by_kind text not null,
  by_id text,
  cause text,
  note text not null default '',
  reopened_at timestamptz,
  reopened_by text,
  primary key (store_id, id)
);
create index resolution_conversation on resolution (store_id, conversation_id, at);
create index resolution_time on resolution (store_id, at);

-- Messages that a split moved, so that it can be undone.
create table message_move (
  store_id text not null,
  split_id text not null,
  message_id text not null,
  from_conversation_id text not null,
  from_position integer not null,
  to_conversation_id text not null,
  moved_at timestamptz not null,
  undone_at timestamptz,
  primary key (store_id, split_id, message_id)
);

-- How somebody who was abusive is answered; what puts a matter right is never taken away.
create table conduct (
  store_id text not null,
  id text not null,
  customer_id text,
  visitor_id text,
  step text not null check (step in ('warned', 'mail_only', 'blocked')),
  reason text not null,
  conversation_id text,
  by_staff_id text not null,
  at timestamptz not null,
  expires_at timestamptz,
  lifted_at timestamptz,
  lifted_by text,
  primary key (store_id, id)
);
create index conduct_customer on conduct (store_id, customer_id) where lifted_at is null;
create index conduct_visitor on conduct (store_id, visitor_id) where lifted_at is null;

-- What staff should know before they write, such as a bereavement: it stops surveys and anything cheerful.
create table customer_flag (
  store_id text not null,
  customer_id text not null,
  flag text not null check (flag in ('bereavement')),
  by_staff_id text not null,
  at timestamptz not null,
  note text not null default '',
  primary key (store_id, customer_id, flag)
);

create table macro (
  store_id text not null,
  id text not null,
  name text not null,
  body text not null,
  -- [{ do: 'tag' | 'resolve' | 'assign_team' | 'note', … }]
  actions jsonb not null default '[]',
  team_id text,
  locale text,
  source text,
  source_reference text,
  updated_by text not null,
  updated_at timestamptz not null,
  archived_at timestamptz,
  version integer not null default 1,
  primary key (store_id, id)
);
create unique index macro_name on macro (store_id, lower(name), coalesce(locale, '')) where archived_at is null;
create unique index macro_source on macro (store_id, source, source_reference) where source is not null;

-- "Did we solve it?": one for a resolution, the last answer counts, each is kept.
create table survey (
  store_id text not null,
  id text not null,
  resolution_id text not null,
  conversation_id text not null,
  customer_id text,
  staff_id text,
  asked_at timestamptz not null,
  expires_at timestamptz not null,
  solved boolean,
  reason text,
  comment text,
  answered_at timestamptz,
  version integer not null default 1,
  primary key (store_id, id)
);
create unique index survey_resolution on survey (store_id, resolution_id);
create index survey_conversation on survey (store_id, conversation_id, asked_at);
create index survey_answered on survey (store_id, answered_at) where answered_at is not null;

create table survey_answer (
  store_id text not null,
  id text not null,
  survey_id text not null,
  solved boolean not null,
  reason text,
  comment text,
  at timestamptz not null,
  primary key (store_id, id)
);
create index survey_answer_survey on survey_answer (store_id, survey_id, at);
