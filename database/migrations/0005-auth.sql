-- Signing in. A realm is one kind of person ('shopper', 'staff'); a subject is that person's id in the realm's own tables.

-- Sessions of browsers. The cookie holds a random token, this table its hash. A guest's session names its one order.
create table auth_session (
  store_id text not null,
  id text not null,
  realm text not null,
  subject_id text not null,
  order_id text,
  token_hash text not null,
  -- full: signed in; enroll, second_factor: the password was right, the second step is missing
  stage text not null check (stage in ('full', 'enroll', 'second_factor')),
  method text not null,
  device text not null,
  network_address text,
  created_at timestamptz not null,
  last_seen_at timestamptz not null,
  expires_at timestamptz not null,
  primary key (store_id, id)
);
create unique index auth_session_token on auth_session (token_hash);
create index auth_session_subject on auth_session (store_id, realm, subject_id);
create index auth_session_expired on auth_session (store_id, expires_at);

-- Passwords as argon2id hashes in PHC form.
create table auth_password (
  store_id text not null,
  realm text not null,
  subject_id text not null,
  hash text not null,
  changed_at timestamptz not null,
  primary key (store_id, realm, subject_id)
);

-- One-time codes that were asked for. The code itself is derived from the id with the server's secret and is kept nowhere.
-- `target` is what was typed, known or not: an e-mail address, or an order number.
create table auth_code (
  store_id text not null,
  id text not null,
  purpose text not null,
  target text not null,
  subject_id text,
  order_id text,
  tries integer not null default 0,
  created_at timestamptz not null,
  expires_at timestamptz not null,
  used_at timestamptz,
  primary key (store_id, id)
);
create index auth_code_target on auth_code (store_id, purpose, target, created_at desc);
create index auth_code_expired on auth_code (store_id, expires_at);

-- Authenticator apps (RFC 6238). The secret is sealed with the server's secret; a time step counts once.
create table auth_second_factor (
  store_id text not null,
  realm text not null,
  subject_id text not null,
  sealed_secret text not null,
  created_at timestamptz not null,
  confirmed_at timestamptz,
  last_step bigint not null default 0,
  primary key (store_id, realm, subject_id)
);

-- How often something was tried, counted per window that begins with the first try. Buckets are hashes: no address is kept.
create table auth_tally (
  store_id text not null,
  bucket text not null,
  count integer not null,
  ends_at timestamptz not null,
  primary key (store_id, bucket)
);
create index auth_tally_ended on auth_tally (store_id, ends_at);
