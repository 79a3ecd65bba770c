-- Passing a call on to a colleague or a team, while the shopper stays: the last time for each try.
create table call_pass (
  store_id text not null,
  attempt_id text not null,
  from_staff_id text not null,
  -- whose phone or page rings, or who took it; then those who are asked after them
  staff_id text not null,
  rest text[] not null default '{}',
  -- whose matter it becomes; null: that stays as it is
  team_id text,
  state text not null check (state in ('ringing', 'taken', 'not_taken')),
  asked_at timestamptz not null,
  -- after which no news of it is expected any more
  until timestamptz not null,
  primary key (store_id, attempt_id)
);
create index call_pass_ringing on call_pass (store_id, staff_id) where state = 'ringing';
