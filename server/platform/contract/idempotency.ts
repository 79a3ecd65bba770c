import { createHash } from 'node:crypto'
import { sql } from 'kysely'
import { limits } from '../../limits.ts'
import type { App } from '../app.ts'
import type { Actor } from '../auth/actor.ts'
import { type ApiError, conflict, invalid, Refusal } from '../errors.ts'
import { addHours } from '../time.ts'
import { transact } from '../transact.ts'
import type { Work } from '../work.ts'

/** An answer as it goes over the wire, and comes back on a repeat. */
export interface StoredAnswer {
  status: number
  body: string
  replayed?: boolean
}

/** A request that may be repeated. */
export interface Repeatable {
  key: string
  /** Who sent it: the same key of somebody else is another key. */
  actor: string
  route: string
  input: unknown
}

/** Reads the `Idempotency-Key` header. */
export function idempotencyKeyOf(header: string | string[] | undefined): string | undefined {
  if (header === undefined) return undefined
  const ok =
    typeof header === 'string' && header.length <= limits.http.idempotencyKeyCharacters && /^[\x21-\x7e]+$/.test(header)
  if (!ok)
    invalid(
      'Idempotency-Key',
      `Idempotency-Key should be 1 to ${limits.http.idempotencyKeyCharacters} visible ASCII characters, such as a UUID.`,
    )
  return header
}

/**
 * Runs a command once per key. The key's row is inserted in the command's own transaction: a concurrent repeat waits for
 * that transaction and then gets its answer, and a crash leaves neither the effect nor the row. Refusals are remembered
 * after their rollback.
 */
export async function runOnce(
  app: App,
  actor: Actor,
  request: Repeatable,
  run: (work: Work) => Promise<StoredAnswer>,
): Promise<StoredAnswer> {
  const hash = createHash('sha256').update(canonical(request.input)).digest('base64url')
  try {
    return await transact(app, actor, async (work) => {
      const earlier = await claim(work, request, hash)
      if (earlier) return earlier
      const answer = await run(work)
      await keep(work, request, answer)
      return answer
    })
  } catch (error) {
    if (!(error instanceof Refusal)) throw error
    return await transact(app, actor, async (work) => {
      const earlier = await claim(work, request, hash)
      if (earlier) return earlier
      const answer = { status: error.status, body: JSON.stringify(errorBody(error)) }
      await keep(work, request, answer)
      return answer
    })
  }
}

/** The one shape of every error. */
export function errorBody(error: ApiError): { error: Record<string, unknown> } {
  const { type, code, message, param, details } = error
  // Details also stand beside the code, as in `{ code: 'exceeds_refundable', remaining }`; they never replace its own fields.
  return { error: { ...details, type, code, message, ...(param ? { param } : {}), ...(details ? { details } : {}) } }
}

// On conflict this waits for the transaction that holds the row; a row older than the keeping time is taken over.
async function claim(work: Work, { key, actor, route }: Repeatable, hash: string): Promise<StoredAnswer | undefined> {
  const expired = addHours(work.now, -limits.http.idempotencyKeyHours)
  const { rows } = await sql`
    insert into idempotency_key as known (store_id, actor, route, key, request_hash, created_at)
    values (${work.storeId}, ${actor}, ${route}, ${key}, ${hash}, ${work.now})
    on conflict (store_id, actor, route, key) do update
      set request_hash = excluded.request_hash, status = null, response = null, created_at = excluded.created_at
      where known.created_at < ${expired}
    returning key`.execute(work.db)
  if (rows.length > 0) return undefined
  const stored = await work.db
    .selectFrom('idempotency_key')
    .select(['request_hash', 'status', 'response'])
    .where('store_id', '=', work.storeId)
    .where('actor', '=', actor)
    .where('route', '=', route)
    .where('key', '=', key)
    .executeTakeFirstOrThrow()
  if (stored.request_hash !== hash) {
    conflict(
      'idempotency_key_reused',
      'This Idempotency-Key was used before with another body. Send a new key for a new request.',
    )
  }
  return { status: Number(stored.status), body: String(stored.response), replayed: true }
}

async function keep(work: Work, { key, actor, route }: Repeatable, answer: StoredAnswer): Promise<void> {
  await work.db
    .updateTable('idempotency_key')
    .set({ status: answer.status, response: answer.body })
    .where('store_id', '=', work.storeId)
    .where('actor', '=', actor)
    .where('route', '=', route)
    .where('key', '=', key)
    .execute()
}

/** JSON with sorted keys: two bodies that mean the same have the same text. */
function canonical(value: unknown): string {
  return (
    JSON.stringify(value, (_key, inner: unknown) => {
      if (inner === null || typeof inner !== 'object' || Array.isArray(inner)) return inner
      return Object.fromEntries(Object.entries(inner).sort(([one], [other]) => (one < other ? -1 : 1)))
    }) ?? ''
  )
}
