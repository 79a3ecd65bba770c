-- Some solved conversations of each person and week, drawn by chance, for a colleague to read and score.
create table quality_sample (
  store_id text not null,
  id text not null,
  -- Monday of the week that it was solved in, by the store's calendar
  week date not null,
  conversation_id text not null,
  resolution_id text not null,
  staff_id text not null,
  drawn_at timestamptz not null,
  -- { question: 'yes' | 'no' | 'does_not_apply' }
  answers jsonb,
  note text not null default '',
  scored_by text,
  scored_at timestamptz,
  version integer not null default 1,
  primary key (store_id, id),
  check (scored_by is distinct from staff_id)
);
create unique index quality_sample_resolution on quality_sample (store_id, resolution_id);
create index quality_sample_week on quality_sample (store_id, week desc, id);
create table quality_week (
  store_id text not null,
  week date not null,
  drawn_at timestamptz not null,
  primary key (store_id, week)
);
