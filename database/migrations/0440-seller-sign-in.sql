-- People of a seller sign in. An e-mail address belongs to one of them in the whole store; who left keeps their row, because
-- what they did names them.
alter table seller_member
  add column role text not null default 'member' check (role in ('owner', 'member', 'observer')),
  add column removed_at timestamptz,
  add column version integer not null default 1;
create unique index seller_member_email on seller_member (store_id, lower(email)) where removed_at is null;
create index seller_member_seller on seller_member (store_id, seller_id, id);

-- A mailed link to set a password. The token is derived from the id with the server's secret and is stored nowhere.
create table seller_invitation (
  store_id text not null,
  id text not null,
  member_id text not null,
  created_at timestamptz not null,
  expires_at timestamptz not null,
  used_at timestamptz,
  primary key (store_id, id)
);
create index seller_invitation_member on seller_invitation (store_id, member_id);

-- In the demonstration store anybody can be somebody of a seller.
alter table demo_person drop constraint demo_person_kind_check;
alter table demo_person add constraint demo_person_kind_check check (kind in ('shopper', 'staff', 'seller'));
