-- Staff find a shopper by how a name or an address begins: the whole name, or its last word. And an order's page shows its approvals.
create index customer_name on customer (store_id, lower(name) text_pattern_ops) where merged_into is null;
create index customer_last_name on customer (store_id, lower(substring(name from '[^ ]+$')) text_pattern_ops) where merged_into is null;
create index customer_email_start on customer (store_id, lower(email) text_pattern_ops) where merged_into is null and email is not null;
create index customer_reference on customer (store_id, reference);
create index approval_order on approval (store_id, order_id) where order_id is not null;
