-- The figures of one day are read by when things began.
create index conversation_opened on conversation (store_id, opened_at);
create index service_clock_started on service_clock (store_id, started_at);
create index refund_created on refund (store_id, created_at) where origin = 'here';
create index replacement_created on replacement (store_id, requested_at);
create index survey_asked on survey (store_id, asked_at);
