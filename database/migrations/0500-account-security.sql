-- Shoppers look after their own sign-in. A session notes when its owner last proved who they are, and a second step may also be
-- a mailed code.
alter table auth_session drop constraint auth_session_stage_check;
alter table auth_session add constraint auth_session_stage_check check (stage in ('full', 'enroll', 'second_factor', 'mailed_code'));
alter table auth_session add column proved_at timestamptz, add column place text;

-- Links in mails that open something once: a new password, or taking back what somebody else did. The token is derived from the
-- id with the server's secret and is stored nowhere. `target` is the address that it is mailed to, known or not; `since` is the
-- moment before which everything was as its owner left it.
create table auth_link (
  store_id text not null,
  id text not null,
  purpose text not null,
  target text not null,
  subject_id text,
  since timestamptz,
  created_at timestamptz not null,
  expires_at timestamptz not null,
  used_at timestamptz,
  primary key (store_id, id)
);
create index auth_link_target on auth_link (store_id, purpose, target);
create index auth_link_subject on auth_link (store_id, subject_id);
create index auth_link_expired on auth_link (store_id, expires_at);

-- Passkeys (WebAuthn Level 3): public keys only.
create table auth_passkey (
  store_id text not null,
  id text not null,
  realm text not null,
  subject_id text not null,
  credential_id text not null,
  public_key bytea not null,
  counter bigint not null,
  transports text[] not null,
  backed_up boolean not null,
  name text not null,
  created_at timestamptz not null,
  last_used_at timestamptz,
  primary key (store_id, id)
);
create unique index auth_passkey_credential on auth_passkey (store_id, realm, credential_id);
create index auth_passkey_subject on auth_passkey (store_id, realm, subject_id);

-- What a passkey signs: once, in the browser that asked for it, and not for long. `bound_to` is a session, or the hash of a cookie.
create table auth_challenge (
  store_id text not null,
  challenge text not null,
  purpose text not null,
  bound_to text not null,
  expires_at timestamptz not null,
  primary key (store_id, challenge)
);
create index auth_challenge_expired on auth_challenge (store_id, expires_at);

-- For a lost telephone: each opens once, and only its hash is kept.
create table auth_recovery_code (
  store_id text not null,
  realm text not null,
  subject_id text not null,
  code_hash text not null,
  created_at timestamptz not null,
  used_at timestamptz,
  primary key (store_id, realm, subject_id, code_hash)
);

-- Browsers in which somebody signed in before. The cookie holds a random token, this table its hash.
create table auth_device (
  store_id text not null,
  realm text not null,
  subject_id text not null,
  token_hash text not null,
  first_seen_at timestamptz not null,
  last_seen_at timestamptz not null,
  primary key (store_id, realm, subject_id, token_hash)
);
create index auth_device_old on auth_device (store_id, last_seen_at);

-- What happened on an account, as its owner reads it.
create table account_event (
  store_id text not null,
  id text not null,
  customer_id text not null,
  kind text not null,
  device text,
  network text,
  place text,
  detail text,
  at timestamptz not null,
  primary key (store_id, id)
);
create index account_event_customer on account_event (store_id, customer_id, at desc, id desc);

-- An e-mail address or phone number given in place of another one. It counts once `done_at` is set, and can be taken back for a while.
create table contact_change (
  store_id text not null,
  id text not null,
  customer_id text not null,
  field text not null check (field in ('email', 'phone')),
  old_value text,
  new_value text,
  created_at timestamptz not null,
  done_at timestamptz,
  undone_at timestamptz,
  primary key (store_id, id)
);
create index contact_change_customer on contact_change (store_id, customer_id, created_at desc);
