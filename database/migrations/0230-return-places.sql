-- Points near somebody: drop-off points, lockers and stores by latitude first, then longitude.
create index place_near on place (store_id, lat, lng) where kind <> 'depot';
-- A postal code is where the places and the addresses with that code are.
create index place_postal on place (store_id, (address ->> 'country'), (address ->> 'postalCode')) where kind <> 'depot';
create index customer_address_postal on customer_address (store_id, country, postal_code) where lat is not null;

-- Of a locker: how many compartments there are of each size, as { "s": 4, "m": 2 }.
alter table place add column slots jsonb;
-- Where returns are sent.
create index place_returns_center on place (store_id, reference) where accepts @> '["returns_center"]'::jsonb;
-- Labels that are still to be bought, and parcels under way whose scans may have been missed.
create index return_parcel_to_buy on return_parcel (store_id, created_at) where label_state = 'requested';
create index return_parcel_pickup on return_parcel (store_id, pickup_from) where kind = 'pickup' and state = 'open';

-- When the carrier was last asked about a parcel whose notices may have been missed.
alter table return_parcel add column tracked_at timestamptz;
create index return_parcel_to_track on return_parcel (store_id, tracked_at) where tracking_number is not null and state in ('open', 'dropped_off', 'in_transit', 'lost');
