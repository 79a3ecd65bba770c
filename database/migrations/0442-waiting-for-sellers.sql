-- Who waits for a seller's answer is not handed to anybody of the store yet.
create or replace view conversation_waiting as
  select store_id, id, waiting_since,
    assignee_id is null and exists (select 1 from participant as p
      where p.store_id = conversation.store_id and p.conversation_id = conversation.id and p.kind = 'seller' and p.left_at is null
    ) as with_seller
  from conversation
  where state = 'open' and merged_into is null and waiting_since is not null and channel in ('chat', 'mail', 'web', 'call');
