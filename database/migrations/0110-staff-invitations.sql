-- Mailed links with which a person sets a password. The token is derived from the id with the server's secret: no copy of
-- this table opens anything.
create table staff_invitation (
  store_id text not null,
  id text not null,
  staff_id text not null,
  created_at timestamptz not null,
  expires_at timestamptz not null,
  used_at timestamptz,
  primary key (store_id, id)
);
create index staff_invitation_staff on staff_invitation (store_id, staff_id);
create index staff_linked_customer on staff (store_id, customer_id) where customer_id is not null;
