-- The code that the server prints until somebody has set the store up. Only its hash is kept.
create table store_set_up (
  store_id text primary key,
  code_hash text not null
);
