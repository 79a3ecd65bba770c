-- The telephone line as the one process that holds it sees it: for all other processes, and for people.
create table phone_line (
  store_id text primary key,
  -- which adapter carries it
  through text not null,
  state text not null check (state in ('ok', 'degraded', 'down')),
  detail text not null,
  -- desk phones that are signed in, by account
  signed_in text[] not null default '{}',
  -- since when it is in this state, and what was told about that last
  since timestamptz not null,
  told text not null,
  -- real time: a line that nobody holds is silent
  heard_at timestamptz not null
);

-- Desk phones that may sign in: whoever asks for a new password takes the old one away.
create table desk_phone (
  store_id text not null,
  staff_id text not null,
  -- which password of theirs it is; the password itself is made of the program's secret and is not stored
  generation integer not null,
  made_at timestamptz not null,
  primary key (store_id, staff_id)
);
