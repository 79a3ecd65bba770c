-- Signs the short-lived links of files; one per store, so that every process of an install agrees.
create table file_link_key (
  store_id text primary key,
  key text not null,
  created_at timestamptz not null
);
