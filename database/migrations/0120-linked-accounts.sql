-- Accounts that share a phone number are found by its last ten digits, however it is written.
create index customer_phone on customer (store_id, right(regexp_replace(phone, '[^0-9]', '', 'g'), 10)) where phone is not null;
