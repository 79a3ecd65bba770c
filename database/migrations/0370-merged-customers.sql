-- A merge by hand makes one person of several identities and can be undone: merged_into points to the record that counts for the
-- whole person, identity_id to the one that holds the same proved address. Null is the record itself.
alter table customer add column identity_id text;
update customer set identity_id = merged_into where merged_into is not null;
create index customer_identity on customer (store_id, identity_id) where identity_id is not null;

create table customer_merge (
  store_id text not null,
  id text not null,
  customer_id text not null,
  into_id text not null,
  reason text not null,
  by_staff_id text not null,
  at timestamptz not null,
  undone_at timestamptz,
  -- null also when a proved address showed that the two records belong together anyway
  undone_by text,
  undone_reason text,
  primary key (store_id, id),
  check (customer_id <> into_id)
);
create unique index customer_merge_of on customer_merge (store_id, customer_id) where undone_at is null;
create index customer_merge_into on customer_merge (store_id, into_id) where undone_at is null;

-- Somebody who was merged by hand is found by their own name and address, too.
drop index customer_name;
drop index customer_last_name;
drop index customer_email_start;
create index customer_name on customer (store_id, fold_text(name) text_pattern_ops) where identity_id is null;
create index customer_last_name on customer (store_id, fold_text(substring(name from '[^ ]+$')) text_pattern_ops) where identity_id is null;
create index customer_email_start on customer (store_id, lower(email) text_pattern_ops) where identity_id is null and email is not null;
