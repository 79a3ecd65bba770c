-- What the fund has out is asked with every advance: by what is still held, however much ever was.
drop index burden_fund;
create index burden_fund on burden (store_id, currency) where cover = 'fund' and state = 'held';
-- All burdens of an order are read together.
drop index burden_instead;
