-- Sellers are listed by name, and found by the beginning of their reference; what is on record about one, the newest first.
create index seller_name on seller (store_id, name, id);
create index seller_defect_at on seller_defect (store_id, seller_id, at desc, id desc);
