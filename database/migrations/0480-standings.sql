-- What a seller's standing is read from: parcels with something of theirs in it, and what was canceled of their orders elsewhere.

create view seller_parcel as
  select distinct so.store_id, so.seller_id, so.order_id, so.placed_at, s.id as shipment_id, o.promised_ship_by, s.shipped_at,
    s.first_scan_at
  from seller_order so
  join orders o on o.store_id = so.store_id and o.id = so.order_id
  join shipment s on s.store_id = so.store_id and s.order_id = so.order_id
  join shipment_unit su on su.store_id = s.store_id and su.shipment_id = s.id
  join unit u on u.store_id = su.store_id and u.id = su.unit_id
  join order_item i on i.store_id = u.store_id and i.id = u.item_id and i.seller_id = so.seller_id
  where s.shipped_at is not null;

create view seller_cancellation as
  select so.store_id, so.seller_id, so.order_id, so.placed_at, lower(coalesce(h.details ->> 'reason', '')) as reason
  from seller_order so
  join order_history h on h.store_id = so.store_id and h.order_id = so.order_id and h.kind = 'cancellation';
