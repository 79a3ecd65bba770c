import { sql } from 'kysely'
import type { TestApp } from '#testing/app'

/** How much a store of this size holds. */
export interface ConversationSize {
  conversations: number
  messagesEach: number
  /** Open ones without a team: one inbox that everybody sees. */
  open: number
  teams: number
  agents: number
}

export const largeInbox: ConversationSize = {
  conversations: 500_000,
  messagesEach: 6,
  open: 200_000,
  teams: 600,
  agents: 50,
}

/**
 * Fills an empty database with conversations, written by the database itself. Agent `stf_1` is in the teams `tea_1` to `tea_5` and
 * holds twenty open ones, as each agent does; every tenth conversation lies in a team; `stf_boss` sees all.
 */
export async function fillConversations(app: Pick<TestApp, 'db' | 'storeId'>, size: ConversationSize): Promise<void> {
  const { conversations, messagesEach, open, teams, agents } = size
  const store = app.storeId
  const customers = Math.ceil(conversations * 0.6)
  const held = agents * 20
  const statements = [
    sql`insert into store (id, name, country, currency, time_zone, support_email, set_up_at, created_at)
      values (${store}, 'Bench', 'US', 'USD', 'America/New_York', 'help@store.test', now(), now()) on conflict do nothing`,
    sql`insert into customer (store_id, id, source, reference, email, email_verified, name, customer_since, recorded_at)
      select ${store}, 'cus_' || i, 'bench', 'c' || i, 'c' || i || '@example.com', true, 'Shopper ' || i, '2020-01-01', now()
      from generate_series(0, ${customers}::int) as i`,
    sql`insert into staff (store_id, id, name, email, role, created_at)
      select ${store}, 'stf_' || i, 'Agent ' || i, 'a' || i || '@store.test', 'associate', now() from generate_series(1, ${agents}::int) as i
      union all select ${store}, 'stf_boss', 'Boss', 'boss@store.test', 'supervisor', now()`,
    sql`insert into team (store_id, id, name, created_at) select ${store}, 'tea_' || i, 'Team ' || i, now() from generate_series(1, ${teams}::int) as i`,
    sql`insert into team_member (store_id, team_id, staff_id, added_at)
      select ${store}, 'tea_' || ((a - 1) * 5 + n - 1) % ${teams}::int + 1, 'stf_' || a, now() from generate_series(1, ${agents}::int) as a, generate_series(1, 5) as n`,
    sql`insert into conversation (store_id, id, reference, customer_id, verified, channel, state, subject, tags, team_id, assignee_id, last_position, last_message_at,
        last_message_by, waiting_since, resolved_at, cause, opened_at)
      select ${store}, 'cnv_' || lpad(i::text, 9, '0'), 'MR-' || lpad(upper(to_hex(i)), 7, '0'), 'cus_' || i * 7919::bigint % ${customers}::int, true, case when i % 3 = 0 then 'mail' else 'chat' end,
        case when is_open then 'open' else 'resolved' end, 'Matter ' || i, case when i % 50 = 0 then array['glass'] else '{}' end,
        case when i % 10 = 0 then 'tea_' || i / 10 % ${teams}::int + 1 end,
        case when is_open and i % 10 <> 0 and i > ${conversations - held * 2}::int then 'stf_' || i / 10 % ${agents}::int + 1 when not is_open then 'stf_' || i % ${agents}::int + 1 end,
        ${messagesEach}::int, at + interval '5 minutes', 'shopper', case when is_open then at end, case when not is_open then at + interval '1 hour' end, case when not is_open then 'question' end, at
      from (select i, i > ${conversations - open}::int as is_open, timestamptz '2026-03-02' - (${conversations}::int - i) * interval '1 minute' as at
        from generate_series(1, ${conversations}::int) as i) as rows`,
    sql`insert into participant (store_id, conversation_id, kind, ref_id, name, joined_at, read_position)
      select store_id, id, 'shopper', customer_id, '', opened_at, 2 from conversation`,
    sql`insert into participant (store_id, conversation_id, kind, ref_id, name, joined_at, read_position, following)
      select store_id, id, 'staff', assignee_id, 'Agent', opened_at, 4, state = 'open' from conversation where assignee_id is not null`,
    // Built behind the rows, which takes a fraction of the time.
    ...['message_search', 'message_position', 'message_client'].map((name) => sql`drop index ${sql.ref(name)}`),
    sql`insert into message (store_id, id, conversation_id, position, client_id, kind, author_kind, author_id, author_name, channel, body, created_at)
      select c.store_id, 'msg_' || substr(c.id, 5) || '_' || n, c.id, n, 'seed-' || c.id || n, case when n = 4 then 'note' else 'message' end,
        case when n in (1, 3, 6) then 'shopper' else 'staff' end, case when n in (1, 3, 6) then c.customer_id else coalesce(c.assignee_id, 'stf_boss') end, 'Somebody', c.channel,
        'Order B-' || h % 900000 || ' word' || h % 997 || ' word' || h % 8999 || ' the parcel arrived without its handle, kettle ' || h % 70001 || ' can you help me please',
        c.opened_at + n * interval '50 seconds'
      from conversation as c cross join generate_series(1, ${messagesEach}::int) as n
      cross join lateral (select abs(hashtext(c.id || n))::bigint as h) as hashed`,
    sql`set maintenance_work_mem = '512MB'`,
    sql`create unique index message_position on message (store_id, conversation_id, position)`,
    sql`create unique index message_client on message (store_id, author_kind, author_id, client_id, conversation_id) where client_id is not null`,
    sql`create index message_search on message using gin (search)`,
    sql`insert into mention (store_id, message_id, conversation_id, staff_id, created_at)
      select store_id, id, conversation_id, 'stf_' || abs(hashtext(id)) % ${agents}::int + 1, created_at from message where kind = 'note' and right(conversation_id, 3) = '077'`,
    sql`insert into subject_version (store_id, kind, id, version) select store_id, 'conversation', id, ${messagesEach}::int from conversation`,
  ]
  await app.db.connection().execute(async (db) => {
    await sql`set statement_timeout = 0`.execute(db)
    await sql`set synchronous_commit = off`.execute(db)
    for (const statement of statements) await statement.execute(db)
    await sql`vacuum analyze`.execute(db)
  })
}
