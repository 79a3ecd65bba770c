-- Answers that leave as mail of their conversation, and what is needed to answer everybody who was written to.

create table outbound_mail (
  store_id text not null,
  id text not null,
  conversation_id text not null,
  -- What was said; it leaves once.
  message_id text not null,
  mailbox_id text not null,
  -- Without angle brackets; set before it leaves.
  mail_message_id text,
  in_reply_to text,
  to_address text not null,
  to_name text not null default '',
  cc jsonb not null default '[]',
  subject text not null,
  -- waiting: it can still be taken back, or its server is away.
  state text not null check (state in ('waiting', 'sent', 'taken_back', 'failed')),
  -- Of the mail server, or of a report that came back: RFC 3463, or the three digits of an SMTP answer.
  status text,
  failure text,
  delayed_at timestamptz,
  attempts integer not null default 0,
  created_at timestamptz not null,
  sent_at timestamptz,
  failed_at timestamptz,
  version integer not null default 1,
  primary key (store_id, id),
  foreign key (store_id, mailbox_id) references mailbox (store_id, id)
);
create unique index outbound_mail_message on outbound_mail (store_id, message_id);
create unique index outbound_mail_message_id on outbound_mail (store_id, mail_message_id) where mail_message_id is not null;
create index outbound_mail_conversation on outbound_mail (store_id, conversation_id);
create index outbound_mail_pace on outbound_mail (store_id, lower(split_part(to_address, '@', 2)), sent_at) where sent_at is not null;

-- Addresses that a server said do not exist, until somebody writes from them or a colleague says otherwise.
create table undeliverable_address (
  store_id text not null,
  address text not null,
  status text not null default '',
  diagnostic text not null default '',
  since timestamptz not null,
  primary key (store_id, address)
);

alter table inbound_mail
  -- Who else was written to, and where answers are asked to go: reply_to, to, cc and delivered_to.
  add column people jsonb;
alter table mail_thread
  add column answers_everyone boolean not null default false;
