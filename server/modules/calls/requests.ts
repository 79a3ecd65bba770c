import { findConversation } from '#modules/conversations'
import { assert, notFound } from '#platform/errors'
import { tablesOf } from '#platform/tables'
import type { Reader, Work } from '#platform/work'
import { callChanged } from './events.ts'
import { callMachine, openStates } from './machine.ts'
import type { CallAttemptRow, CallRequestRow, CallTables } from './tables.ts'

const db = tablesOf<CallTables>()

/** A request that the actor may see: whoever sees its conversation does. Everything else is not found. */
export async function findRequest(reader: Reader, id: string): Promise<CallRequestRow> {
  const row = await readRequest(reader, id)
  if (!row) return notFound('call')
  await findConversation(reader, row.conversation_id, 'call')
  return row
}

/** The same, whoever asks; undefined when there is none. */
export async function readRequest(reader: Reader, id: string): Promise<CallRequestRow | undefined> {
  return await db(reader)
    .selectFrom('call_request')
    .selectAll()
    .where('store_id', '=', reader.storeId)
    .where('id', '=', id)
    .executeTakeFirst()
}

/** A request that the actor may see, locked: the lock under which it and its tries change. */
export async function lockVisibleRequest(work: Work, id: string): Promise<CallRequestRow> {
  await findRequest(work, id)
  return await lockRequest(work, id)
}

/** The same, whoever asks. */
export async function lockRequest(work: Work, id: string): Promise<CallRequestRow> {
  const row = await db(work)
    .selectFrom('call_request')
    .selectAll()
    .where('store_id', '=', work.storeId)
    .where('id', '=', id)
    .forUpdate()
    .executeTakeFirst()
  return row ?? notFound('call')
}

/** The request that waits as a contact, locked; undefined for contacts that are no calls. */
export async function lockRequestOfContact(work: Work, contactId: string): Promise<CallRequestRow | undefined> {
  return await db(work)
    .selectFrom('call_request')
    .selectAll()
    .where('store_id', '=', work.storeId)
    .where('contact_id', '=', contactId)
    .forUpdate()
    .executeTakeFirst()
}

/** Takes a step of the machine under the request's lock, and tells whoever looks. */
export async function stepRequest(
  work: Work,
  row: CallRequestRow,
  verb: keyof typeof callMachine.steps,
  changes: Partial<CallRequestRow> = {},
): Promise<CallRequestRow> {
  return await saveRequest(work, row, { ...changes, state: callMachine.next(row.state, verb) })
}

/** Writes changes under the request's lock, and tells whoever looks. */
export async function saveRequest(
  work: Work,
  row: CallRequestRow,
  changes: Partial<CallRequestRow>,
): Promise<CallRequestRow> {
  const after = await db(work)
    .updateTable('call_request')
    .set({ ...changes, version: row.version + 1 })
    .where('store_id', '=', work.storeId)
    .where('id', '=', row.id)
    .where('version', '=', row.version)
    .returningAll()
    .executeTakeFirst()
  assert(after, 'a request to be called changes only under its lock')
  await tellChanged(work, after)
  return after
}

/** Whoever looks at it asks again. */
export async function tellChanged(work: Work, row: CallRequestRow, passedOn?: { attemptId: string }): Promise<void> {
  const payload = { requestId: row.id, conversationId: row.conversation_id, state: row.state, ...passedOn }
  await work.emit(callChanged, { kind: 'call', id: row.id }, payload)
}

/** Its tries, oldest first. */
export async function attemptsOf(reader: Reader, requestIds: readonly string[]): Promise<CallAttemptRow[]> {
  if (requestIds.length === 0) return []
  return await db(reader)
    .selectFrom('call_attempt')
    .selectAll()
    .where('store_id', '=', reader.storeId)
    .where('request_id', 'in', [...requestIds])
    .orderBy('placed_at')
    .orderBy('id')
    .execute()
}

/** One try, whoever asks. */
export async function readAttempt(reader: Reader, id: string): Promise<CallAttemptRow | undefined> {
  return await db(reader)
    .selectFrom('call_attempt')
    .selectAll()
    .where('store_id', '=', reader.storeId)
    .where('id', '=', id)
    .executeTakeFirst()
}

/** The try of a request that is not over; undefined between two. The request is locked. */
export async function openAttempt(reader: Reader, requestId: string): Promise<CallAttemptRow | undefined> {
  return (await attemptsOf(reader, [requestId])).find(({ state }) => state !== 'ended')
}

/** Writes changes of a try under its request's lock. */
export async function saveAttempt(
  work: Work,
  row: CallAttemptRow,
  changes: Partial<CallAttemptRow>,
): Promise<CallAttemptRow> {
  const after = await db(work)
    .updateTable('call_attempt')
    .set({ ...changes, version: row.version + 1 })
    .where('store_id', '=', work.storeId)
    .where('id', '=', row.id)
    .where('version', '=', row.version)
    .returningAll()
    .executeTakeFirst()
  assert(after, 'a try changes only under its request’s lock')
  return after
}

/** Whether a request is not over. */
export function isOpenRequest({ state }: Pick<CallRequestRow, 'state'>): boolean {
  return (openStates as readonly string[]).includes(state)
}
