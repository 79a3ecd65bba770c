-- What the watch walks over: orders that are not on their way, replacements without a parcel, and findings of one kind.
create index orders_unsent on orders (store_id, promised_deliver_by, id)
  where fulfillment = 'open' and canceled_at is null and not history and promised_deliver_by is not null;
create index replacement_unsent on replacement (store_id, requested_at) where state in ('requested', 'accepted');
create index watch_finding_newest on watch_finding (store_id, found_at desc, id desc);
create index watch_finding_order on watch_finding (store_id, order_id) where order_id is not null;
drop index shipment_open;
create index shipment_open on shipment (store_id, promised_deliver_by, id) where delivered_at is null and returned_at is null and not history;
