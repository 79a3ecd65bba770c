-- Choices are made for each channel; what was chosen so far was about mail. Daily: gathered into one mail a day.
alter table notification_preference add column channel text not null default 'email' check (channel in ('email', 'app', 'push', 'sms'));
alter table notification_preference add column daily boolean not null default false;
alter table notification_preference drop constraint notification_preference_pkey;
alter table notification_preference add primary key (store_id, customer_id, topic, channel);

-- Mails that wait to be told together with others, and those that were.
alter table notification drop constraint notification_state_check;
alter table notification add constraint notification_state_check check (state in ('queued', 'held', 'bundled', 'sent', 'failed', 'suppressed'));
alter table notification add column bundle text;
alter table notification add column bundled_into text;
alter table notification add column entry jsonb;
create index notification_held on notification (store_id, bundle, created_at) where state = 'held';

-- What a shopper finds in the portal: one a fact, whatever else tells it.
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
  created_at timestamptz not null,
  read_at timestamptz,
  primary key (store_id, id),
  unique (store_id, dedupe_key)
);
create index notice_of on notice (store_id, customer_id, created_at desc, id desc);
create index notice_unread on notice (store_id, customer_id) where read_at is null;

-- A browser that may be pushed to. Its keys encrypt what is sent, so that the service between reads nothing.
create table push_subscription (
  store_id text not null,
  id text not null,
  customer_id text not null,
  endpoint text not null,
  p256dh text not null,
  auth text not null,
  name text not null,
  created_at timestamptz not null,
  primary key (store_id, id),
  unique (store_id, endpoint)
);
create index push_subscription_of on push_subscription (store_id, customer_id, created_at);

-- The number that a shopper proved is theirs, for text messages.
create table sms_number (
  store_id text not null,
  customer_id text not null,
  number text not null,
  confirmed_at timestamptz,
  asked_at timestamptz not null,
  primary key (store_id, customer_id)
);
create index sms_number_is on sms_number (store_id, number);

-- Whoever answered STOP gets nothing more from the store at that number, whichever account names it, until they answer START.
create table sms_stop (
  store_id text not null,
  number text not null,
  stopped_at timestamptz not null,
  primary key (store_id, number)
);

-- What goes to a phone or a browser: few words and where they lead.
create table short_message (
  store_id text not null,
  id text not null,
  customer_id text not null,
  channel text not null check (channel in ('push', 'sms')),
  template text not null,
  topic text not null,
  subscription_id text,
  number text,
  title text not null,
  body text not null,
  path text,
  state text not null check (state in ('queued', 'held', 'bundled', 'sent', 'failed', 'suppressed')),
  bundle text,
  dedupe_key text not null,
  failure text,
  provider_reference text,
  attempts integer not null default 0,
  created_at timestamptz not null,
  sent_at timestamptz,
  primary key (store_id, id),
  unique (store_id, dedupe_key)
);
create index short_message_held on short_message (store_id, bundle, created_at) where state = 'held';
create index short_message_of on short_message (store_id, customer_id, created_at);
create index short_message_reference on short_message (store_id, provider_reference) where provider_reference is not null;
