-- "Keep it and pay" was chosen and the payment was declined: the shopper chooses again.
alter table problem add column payment_failed_at timestamptz;
