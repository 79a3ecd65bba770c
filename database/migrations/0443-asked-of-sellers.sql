-- Changes that a seller was asked about, by seller.
create view change_asked_of_seller as
  select c.store_id, c.id, mine.seller_id, c.answer_by
  from change c join seller_order mine on mine.store_id = c.store_id and mine.order_id = c.order_id
  where c.state = 'asked' and c.details -> 'request' ->> 'of' = 'seller';
