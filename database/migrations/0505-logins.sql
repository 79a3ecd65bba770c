-- How shoppers sign in, one row for a store once it was changed: here, by a link that the store signs, or by OpenID Connect.
create table shopper_login (
  store_id text primary key,
  kind text not null check (kind in ('own', 'signed_link', 'oidc')),
  -- Where their account is at the store: address, password, passkeys.
  account_url text,
  -- Whose references the login's subjects are, as in customer.source.
  source text not null,
  issuer text,
  -- signed_link: the store's own page to sign in at, and with what it signs
  sign_in_url text,
  algorithm text check (algorithm in ('HS256', 'RS256', 'ES256', 'EdDSA')),
  public_key text,
  jwks_url text,
  -- oidc
  client_id text,
  client_secret text,
  reference_claim text,
  changed_at timestamptz not null,
  changed_by text not null,
  version integer not null
);

-- Secrets with which the store signs, sealed. A new one ends those before it after a day.
create table shopper_login_key (
  store_id text not null,
  id text not null,
  secret text not null,
  created_at timestamptz not null,
  expires_at timestamptz,
  primary key (store_id, id)
);

-- How people who work here sign in at the company's identity provider.
create table staff_login (
  store_id text primary key,
  issuer text not null,
  client_id text not null,
  client_secret text not null,
  label text not null,
  domains text[] not null,
  -- The provider's addresses count although it does not say that they are proved.
  trusts_email boolean not null,
  role_claim text,
  roles jsonb not null,
  acr text[] not null,
  amr text[] not null,
  active boolean not null,
  passwords boolean not null,
  -- Who may sign in by password all the same.
  break_glass_id text,
  changed_at timestamptz not null,
  changed_by text not null,
  version integer not null
);

-- Ids of signed links that opened once, as hashes, until they have ended anyway.
create table login_token (
  store_id text not null,
  hash text not null,
  ends_at timestamptz not null,
  primary key (store_id, hash)
);
create index login_token_ended on login_token (store_id, ends_at);

-- Somebody is away at an identity provider to sign in, and comes back once, in the same browser.
create table login_attempt (
  store_id text not null,
  state_hash text not null,
  realm text not null check (realm in ('shopper', 'staff')),
  browser_hash text not null,
  issuer text not null,
  sealed text not null,
  back_to text not null,
  ends_at timestamptz not null,
  primary key (store_id, state_hash)
);
create index login_attempt_ended on login_attempt (store_id, ends_at);

-- Which account at the company's provider a person uses: its subject never changes, addresses do.
create table staff_identity (
  store_id text not null,
  issuer text not null,
  subject text not null,
  staff_id text not null,
  linked_at timestamptz not null,
  used_at timestamptz not null,
  primary key (store_id, issuer, subject)
);
create unique index staff_identity_person on staff_identity (store_id, issuer, staff_id);

-- Sessions that an identity provider opened, to be ended with it.
create table login_session (
  store_id text not null,
  session_id text not null,
  realm text not null check (realm in ('shopper', 'staff')),
  issuer text not null,
  subject text not null,
  sid text,
  -- Sealed: what the provider gave out, shown to it again when somebody signs out.
  id_token text not null,
  created_at timestamptz not null,
  primary key (store_id, session_id)
);
create index login_session_subject on login_session (store_id, issuer, subject);
