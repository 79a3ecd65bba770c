-- Mail that comes in: the bytes first, what they mean later.

create table mailbox (
  store_id text not null,
  id text not null,
  address text not null,
  name text not null default '',
  aliases text[] not null default '{}',
  -- Own form mailers: whoever they say may answer is who wrote.
  form_senders text[] not null default '{}',
  team_id text,
  kind text not null check (kind in ('imap', 'smtp', 'webhook')),
  host text,
  port integer check (port between 1 and 65535),
  security text check (security in ('tls', 'starttls', 'none')),
  account text,
  secret_sealed text,
  folder text not null default 'INBOX',
  after_import text not null default 'keep' check (after_import in ('keep', 'delete')),
  uid_validity bigint,
  last_uid bigint not null default 0,
  active boolean not null default true,
  last_ok_at timestamptz,
  failing_since timestamptz,
  failure text,
  -- What lay on the server at the last comparison, and how much of it was kept here before.
  compared_at timestamptz,
  on_server integer,
  of_it_kept integer,
  created_at timestamptz not null,
  version integer not null default 1,
  primary key (store_id, id),
  check (kind <> 'imap' or (host is not null and port is not null and security is not null and account is not null))
);
create unique index mailbox_address on mailbox (store_id, address);

create table inbound_mail (
  store_id text not null,
  id text not null,
  mailbox_id text not null,
  -- Of the mail without what its way here added: the same mail again is known by it.
  content_hash text not null,
  sha256 text not null,
  size_bytes integer not null,
  received_at timestamptz not null,
  envelope_from text,
  envelope_to text[] not null default '{}',
  state text not null check (state in ('stored', 'filed', 'quarantined', 'duplicate')),
  message_id text,
  from_address text,
  from_name text,
  subject text,
  automatic text,
  conversation_id text,
  posted_message_id text,
  -- Where it was put and why, in order; the last one counts.
  decisions jsonb not null default '[]',
  suggestion jsonb,
  problem text,
  attempts integer not null default 0,
  stored_at timestamptz not null,
  -- In which order they came: ids of one moment have none.
  place bigint generated always as identity,
  filed_at timestamptz,
  version integer not null default 1,
  primary key (store_id, id),
  foreign key (store_id, mailbox_id) references mailbox (store_id, id)
);
create unique index inbound_mail_content on inbound_mail (store_id, mailbox_id, content_hash);
create index inbound_mail_message_id on inbound_mail (store_id, message_id) where message_id is not null;
create index inbound_mail_conversation on inbound_mail (store_id, conversation_id) where conversation_id is not null;
create index inbound_mail_message on inbound_mail (store_id, posted_message_id) where posted_message_id is not null;
create index inbound_mail_unfiled on inbound_mail (store_id, mailbox_id, place) where state in ('stored', 'quarantined');

-- Where each arrival was seen: the server's own numbering, which may begin anew.
create table inbound_mail_arrival (
  store_id text not null,
  mailbox_id text not null,
  arrival text not null,
  mail_id text not null,
  at timestamptz not null,
  primary key (store_id, mailbox_id, arrival)
);
create index inbound_mail_arrival_mail on inbound_mail_arrival (store_id, mail_id);

create table inbound_mail_original (
  store_id text not null,
  id text not null,
  raw bytea not null,
  primary key (store_id, id),
  foreign key (store_id, id) references inbound_mail (store_id, id)
);
alter table inbound_mail_original alter column raw set storage external;

-- By which mailbox a conversation goes, and as whom somebody without an account is known by their address.
create table mail_thread (
  store_id text not null,
  conversation_id text not null,
  mailbox_id text not null,
  primary key (store_id, conversation_id)
);
create table mail_sender (
  store_id text not null,
  address text not null,
  visitor_id text not null,
  primary key (store_id, address)
);
