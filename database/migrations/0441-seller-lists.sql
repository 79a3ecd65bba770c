-- What sellers list: the orders and returns with something of theirs in them, in the order in which they are shown. The
-- database keeps both itself, so that whatever writes an item or a line keeps them right.
create table seller_order (
  store_id text not null,
  seller_id text not null,
  order_id text not null,
  placed_at timestamptz not null,
  primary key (store_id, seller_id, order_id)
);
create index seller_order_placed on seller_order (store_id, seller_id, placed_at desc, order_id desc);
create index seller_order_order on seller_order (store_id, order_id);

create table seller_return (
  store_id text not null,
  seller_id text not null,
  return_id text not null,
  requested_at timestamptz not null,
  primary key (store_id, seller_id, return_id)
);
create index seller_return_requested on seller_return (store_id, seller_id, requested_at desc, return_id desc);

insert into seller_order (store_id, seller_id, order_id, placed_at)
  select distinct i.store_id, i.seller_id, i.order_id, o.placed_at
  from order_item i join orders o on o.store_id = i.store_id and o.id = i.order_id
  where i.seller_id is not null;
insert into seller_return (store_id, seller_id, return_id, requested_at)
  select distinct l.store_id, i.seller_id, l.return_id, r.requested_at
  from return_line l
  join order_item i on i.store_id = l.store_id and i.id = l.item_id
  join return_request r on r.store_id = l.store_id and r.id = l.return_id
  where i.seller_id is not null;

create function seller_order_from_items() returns trigger language plpgsql as $$
begin
  insert into seller_order (store_id, seller_id, order_id, placed_at)
    select distinct i.store_id, i.seller_id, i.order_id, o.placed_at
    from fresh i join orders o on o.store_id = i.store_id and o.id = i.order_id
    where i.seller_id is not null
    on conflict do nothing;
  return null;
end $$;
create trigger seller_order_from_new_items after insert on order_item
  referencing new table as fresh for each statement execute function seller_order_from_items();

create function seller_order_from_item() returns trigger language plpgsql as $$
begin
  if new.seller_id is not null then
    insert into seller_order (store_id, seller_id, order_id, placed_at)
      select new.store_id, new.seller_id, new.order_id, o.placed_at
      from orders o where o.store_id = new.store_id and o.id = new.order_id
      on conflict do nothing;
  end if;
  delete from seller_order s
    where s.store_id = old.store_id and s.seller_id = old.seller_id and s.order_id = old.order_id
      and not exists (select 1 from order_item i
        where i.store_id = s.store_id and i.order_id = s.order_id and i.seller_id = s.seller_id);
  return null;
end $$;
create trigger seller_order_from_changed_item after update of seller_id on order_item
  for each row when (old.seller_id is distinct from new.seller_id) execute function seller_order_from_item();

create function seller_order_placed_again() returns trigger language plpgsql as $$
begin
  update seller_order set placed_at = new.placed_at where store_id = new.store_id and order_id = new.id;
  return null;
end $$;
create trigger seller_order_from_order after update of placed_at on orders
  for each row when (old.placed_at is distinct from new.placed_at) execute function seller_order_placed_again();

create function seller_return_from_lines() returns trigger language plpgsql as $$
begin
  insert into seller_return (store_id, seller_id, return_id, requested_at)
    select distinct l.store_id, i.seller_id, l.return_id, r.requested_at
    from fresh l
    join order_item i on i.store_id = l.store_id and i.id = l.item_id
    join return_request r on r.store_id = l.store_id and r.id = l.return_id
    where i.seller_id is not null
    on conflict do nothing;
  return null;
end $$;
create trigger seller_return_from_new_lines after insert on return_line
  referencing new table as fresh for each statement execute function seller_return_from_lines();
