-- Looking up who did what: by person, and by kind of fact, newest first. Ids grow with time.
create index event_actor on event (store_id, actor, id desc);
create index event_name on event (store_id, name, id desc);
