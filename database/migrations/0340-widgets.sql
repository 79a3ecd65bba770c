-- A page of the store on which the widget stands, and the keys that its signed identities are checked with.
create table widget (
  store_id text not null,
  id text not null,
  name text not null,
  -- origins that may embed it, such as https://shop.example.com
  origins text[] not null default '{}',
  -- with it nobody but a signed identity may write
  signed_only boolean not null default false,
  look jsonb not null default '{}',
  created_at timestamptz not null,
  archived_at timestamptz,
  version integer not null default 1,
  primary key (store_id, id)
);

create table widget_key (
  store_id text not null,
  id text not null,
  widget_id text not null,
  -- encrypted with the server's secret
  secret text not null,
  created_at timestamptz not null,
  -- a rotated-out key ends at this time
  expires_at timestamptz,
  primary key (store_id, id)
);

-- A browser that writes without an account, or that a signed identity has opened. Only a hash of the token is stored.
create table visitor (
  store_id text not null,
  id text not null,
  name text not null default '',
  email text,
  -- the account that this visitor turned out to be, by signing in with both in hand
  customer_id text,
  created_at timestamptz not null,
  primary key (store_id, id)
);

create table widget_session (
  store_id text not null,
  id text not null,
  widget_id text,
  visitor_id text,
  customer_id text,
  token_hash text not null,
  created_at timestamptz not null,
  expires_at timestamptz not null,
  ended_at timestamptz,
  primary key (store_id, id)
);
create unique index widget_session_token on widget_session (store_id, token_hash);
