-- The store itself. One row per install; every other table still carries its id.
create table store (
  id text primary key,
  name text not null,
  legal_name text,
  country char(2) not null,
  currency char(3) not null,
  time_zone text not null,
  locale text not null default 'en-US',
  support_email text not null,
  public_url text,
  marketplace boolean not null default false,
  demonstration boolean not null default false,
  set_up_at timestamptz,
  created_at timestamptz not null
);

-- Shoppers. Identity is the verified e-mail address per store; an account is optional.
create table customer (
  store_id text not null,
  id text not null,
  source text not null,
  reference text not null,
  email text,
  email_verified boolean not null default false,
  name text not null default '',
  phone text,
  locale text,
  time_zone text,
  tier text,
  -- when the shopper's account began at the storefront, not when the row was written here
  customer_since timestamptz not null,
  -- last change of e-mail, phone or password: a takeover signal and the start of the cooldown
  contact_changed_at timestamptz,
  merged_into text,
  content_hash text,
  recorded_at timestamptz not null,
  version integer not null default 1,
  primary key (store_id, id),
  unique (store_id, source, reference)
);
create index customer_email on customer (store_id, lower(email));
create index customer_merged on customer (store_id, merged_into) where merged_into is not null;

create table customer_address (
  store_id text not null,
  id text not null,
  customer_id text not null,
  position integer not null default 0,
  name text,
  line1 text not null,
  line2 text,
  city text not null,
  region text,
  postal_code text not null default '',
  country char(2) not null,
  lat double precision,
  lng double precision,
  geo_tier text,
  geo_rural boolean,
  created_at timestamptz not null,
  primary key (store_id, id)
);
create index customer_address_customer on customer_address (store_id, customer_id, position);

-- Ways of paying that a shopper has on file. balance_minor is kept only for gift cards and store credit, which are ours to move.
create table payment_method (
  store_id text not null,
  id text not null,
  customer_id text not null,
  reference text not null,
  kind text not null check (kind in ('card', 'paypal', 'gift_card', 'store_credit', 'bank', 'other')),
  label text not null default '',
  balance_minor bigint check (balance_minor >= 0),
  -- what the source last said: only another figure from there replaces a balance that we have moved since
  imported_balance_minor bigint,
  currency char(3),
  fingerprint text,
  created_at timestamptz not null,
  primary key (store_id, id),
  unique (store_id, customer_id, reference)
);
create index payment_method_fingerprint on payment_method (store_id, fingerprint) where fingerprint is not null;

create table seller (
  store_id text not null,
  id text not null,
  source text not null,
  reference text not null,
  name text not null,
  email text,
  state text not null default 'active' check (state in ('active', 'suspended', 'closed')),
  content_hash text,
  created_at timestamptz not null,
  primary key (store_id, id),
  unique (store_id, source, reference)
);

create table seller_member (
  store_id text not null,
  id text not null,
  seller_id text not null,
  name text not null,
  email text not null,
  created_at timestamptz not null,
  primary key (store_id, id)
);

create table seller_defect (
  store_id text not null,
  id text not null,
  seller_id text not null,
  kind text not null,
  counts boolean not null,
  about_kind text not null,
  about_id text not null,
  at timestamptz not null,
  primary key (store_id, id),
  unique (store_id, kind, about_kind, about_id)
);

create table staff (
  store_id text not null,
  id text not null,
  name text not null,
  email text not null,
  role text not null check (role in ('associate', 'senior', 'lead', 'supervisor', 'administrator')),
  -- the shopper account of the same person, if any: nobody decides on their own order
  customer_id text,
  active boolean not null default true,
  created_at timestamptz not null,
  version integer not null default 1,
  primary key (store_id, id)
);
create unique index staff_email on staff (store_id, lower(email));

-- What a person has given away outside policy on one day of the store's calendar, counted under the row's lock.
create table staff_spend (
  store_id text not null,
  staff_id text not null,
  day date not null,
  currency char(3) not null,
  amount_minor bigint not null default 0 check (amount_minor >= 0),
  primary key (store_id, staff_id, day, currency)
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
  currency char(3),
  summary text not null,
  payload jsonb not null default '{}',
  state text not null default 'pending' check (state in ('pending', 'approved', 'declined', 'expired')),
  requested_by text not null,
  requested_at timestamptz not null,
  expires_at timestamptz not null,
  decided_by text,
  decided_at timestamptz,
  note text,
  version integer not null default 1,
  primary key (store_id, id),
  check (decided_by is distinct from requested_by)
);
create index approval_open on approval (store_id, expires_at) where state = 'pending';

-- Files are stored once by content; a row is one upload by one owner.
create table file (
  store_id text not null,
  id text not null,
  sha256 text not null,
  media_type text not null,
  size_bytes bigint not null,
  original_name text,
  owner_kind text not null,
  owner_id text not null,
  -- place and time read from the picture before its metadata was stripped; evidence, never shown with the file
  captured_at timestamptz,
  captured_lat double precision,
  captured_lng double precision,
  created_at timestamptz not null,
  deleted_at timestamptz,
  primary key (store_id, id)
);
create index file_owner on file (store_id, owner_kind, owner_id);
create index file_content on file (store_id, sha256);

create table file_access (
  store_id text not null,
  file_id text not null,
  viewer text not null,
  at timestamptz not null
);
create index file_access_file on file_access (store_id, file_id, at);

-- Versioned rules, and every decision with the facts and the trace it rests on. Both are append-only.
create table policy_version (
  store_id text not null,
  id text not null,
  number integer not null,
  ruleset jsonb not null,
  note text not null default '',
  created_by text not null,
  created_at timestamptz not null,
  -- null while a draft
  active_from timestamptz,
  primary key (store_id, id),
  unique (store_id, number)
);

create table decision (
  store_id text not null,
  id text not null,
  kind text not null,
  subject_kind text not null,
  subject_id text not null,
  customer_id text,
  order_id text,
  policy_version_id text not null,
  mode text not null check (mode in ('live', 'shadow')),
  outcome text not null,
  row_id text,
  facts jsonb not null,
  trace jsonb not null,
  reasons jsonb not null,
  created_at timestamptz not null,
  primary key (store_id, id)
);
create index decision_order on decision (store_id, order_id, created_at);
create index decision_subject on decision (store_id, subject_kind, subject_id);
