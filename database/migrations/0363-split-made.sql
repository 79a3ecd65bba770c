-- Which split made a conversation, so that whoever may can undo it.
create index message_move_made on message_move (store_id, to_conversation_id) where undone_at is null;
