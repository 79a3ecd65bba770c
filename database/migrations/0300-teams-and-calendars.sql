-- Teams: who works together, and who may see what. A conversation without a team is everybody's.
create table team (
  store_id text not null,
  id text not null,
  name text not null,
  created_at timestamptz not null,
  archived_at timestamptz,
  version integer not null default 1,
  primary key (store_id, id)
);
create unique index team_name on team (store_id, lower(name)) where archived_at is null;

create table team_member (
  store_id text not null,
  team_id text not null,
  staff_id text not null,
  added_at timestamptz not null,
  primary key (store_id, team_id, staff_id)
);
create index team_member_staff on team_member (store_id, staff_id);

-- What a person can do, such as a language (`lang:de`) or `safety`: a queue may ask for it.
create table staff_skill (
  store_id text not null,
  staff_id text not null,
  skill text not null,
  primary key (store_id, staff_id, skill)
);

-- Opening hours: a week in the calendar's own zone, and the days that differ.
create table calendar (
  store_id text not null,
  id text not null,
  name text not null,
  time_zone text not null,
  -- [{ day: 1..7 (Monday is 1), from: "22:00", to: "06:00" }]; a `to` not after `from` ends on the next day; no row is always open
  week jsonb not null,
  always_open boolean not null default false,
  -- an iCal address that holidays are read from, and when it was last read
  holidays_url text,
  holidays_read_at timestamptz,
  holidays_fault text,
  created_at timestamptz not null,
  version integer not null default 1,
  primary key (store_id, id)
);

create table calendar_day (
  store_id text not null,
  calendar_id text not null,
  day date not null,
  -- [] is closed all day
  hours jsonb not null default '[]',
  name text not null default '',
  source text not null check (source in ('by_hand', 'ical')),
  uid text,
  primary key (store_id, calendar_id, day, source)
);

-- Who is planned to work when; instants, so that a clock change moves nobody.
create table shift (
  store_id text not null,
  id text not null,
  staff_id text not null,
  starts_at timestamptz not null,
  ends_at timestamptz not null,
  primary key (store_id, id),
  check (ends_at > starts_at)
);
create index shift_time on shift (store_id, ends_at, starts_at);
