import { createHash, randomBytes } from 'node:crypto'
import { tablesOf } from '../tables.ts'
import type { Reader, Work } from '../work.ts'
import type { Realm } from './realms.ts'
import type { AuthTables, SessionRow, SessionStage, SignInMethod } from './tables.ts'

const db = tablesOf<AuthTables>()

/** A browser's session as its owner and the authenticators see it; never with its token. */
export interface SessionRecord {
  id: string
  realm: Realm
  subjectId: string
  /** The one order that a guest may see. */
  orderId: string | null
  stage: SessionStage
  method: SignInMethod
  device: string
  createdAt: Date
  lastSeenAt: Date
  expiresAt: Date
  /** When its owner last proved who they are, after it began; null: only then. */
  provedAt: Date | null
  networkAddress: string | null
  place: string | null
}

export interface NewSession {
  realm: Realm
  subjectId: string
  orderId?: string
  stage: SessionStage
  method: SignInMethod
  device: string
  networkAddress?: string
  place?: string
  expiresAt: Date
}

/** Opens a session; its token is in no other place than the answer. */
export async function createSession(work: Work, session: NewSession): Promise<{ id: string; token: string }> {
  const id = work.newId('ses')
  const token = randomBytes(32).toString('base64url')
  await db(work)
    .insertInto('auth_session')
    .values({
      store_id: work.storeId,
      id,
      realm: session.realm,
      subject_id: session.subjectId,
      order_id: session.orderId ?? null,
      token_hash: hashOf(token),
      stage: session.stage,
      method: session.method,
      device: session.device,
      network_address: session.networkAddress ?? null,
      place: session.place ?? null,
      created_at: work.now,
      last_seen_at: work.now,
      expires_at: session.expiresAt,
    })
    .execute()
  return { id, token }
}

/** The session of a token, if it still lasts. */
export async function findSession(reader: Reader, realm: Realm, token: string): Promise<SessionRecord | undefined> {
  const row = await db(reader)
    .selectFrom('auth_session')
    .selectAll()
    .where('token_hash', '=', hashOf(token))
    .where('store_id', '=', reader.storeId)
    .where('realm', '=', realm)
    .where('expires_at', '>', reader.now)
    .executeTakeFirst()
  return row && toRecord(row)
}

/** A session by its id, if it still lasts. */
export async function findSessionById(reader: Reader, realm: Realm, id: string): Promise<SessionRecord | undefined> {
  const row = await byId(reader, realm, id).executeTakeFirst()
  return row && toRecord(row)
}

/**
 * The same for a change that this session makes, under a lock: whoever ends the session either did so before, and there is none, or waits
 * until the change is there.
 */
export async function holdSession(work: Work, realm: Realm, id: string): Promise<SessionRecord | undefined> {
  const row = await byId(work, realm, id).forKeyShare().executeTakeFirst()
  return row && toRecord(row)
}

function byId(reader: Reader, realm: Realm, id: string) {
  return db(reader)
    .selectFrom('auth_session')
    .selectAll()
    .where('store_id', '=', reader.storeId)
    .where('id', '=', id)
    .where('realm', '=', realm)
    .where('expires_at', '>', reader.now)
}

/** Notes that a session was used, which makes it last longer. */
export async function touchSession(reader: Reader, id: string, expiresAt: Date): Promise<void> {
  await db(reader)
    .updateTable('auth_session')
    .set({ last_seen_at: reader.now, expires_at: expiresAt })
    .where('store_id', '=', reader.storeId)
    .where('id', '=', id)
    .execute()
}

/** Notes that whoever has this session has just proved again who they are. It goes on under another token, which is the answer. */
export async function noteProof(work: Work, id: string): Promise<string> {
  const token = randomBytes(32).toString('base64url')
  await db(work)
    .updateTable('auth_session')
    .set({ proved_at: work.now, token_hash: hashOf(token) })
    .where('store_id', '=', work.storeId)
    .where('id', '=', id)
    .execute()
  return token
}

/** Devices on which these subjects are signed in, last used first. */
export async function listSessions(
  reader: Reader,
  realm: Realm,
  subjectIds: readonly string[],
): Promise<SessionRecord[]> {
  const rows = await db(reader)
    .selectFrom('auth_session')
    .selectAll()
    .where('store_id', '=', reader.storeId)
    .where('realm', '=', realm)
    .where('subject_id', 'in', subjectIds.length > 0 ? [...subjectIds] : [''])
    .where('stage', '=', 'full')
    .where('expires_at', '>', reader.now)
    .orderBy('last_seen_at', 'desc')
    .orderBy('id', 'desc')
    .limit(100)
    .execute()
  return rows.map(toRecord)
}

/** Ends sessions at once: one by its id, all but one, or all but those of guests, who see one order alone. Answers how many. */
export async function endSessions(
  work: Work,
  realm: Realm,
  subjectIds: readonly string[],
  which: { id: string } | { except?: string; withGuests?: boolean },
): Promise<number> {
  let rows = db(work)
    .deleteFrom('auth_session')
    .where('store_id', '=', work.storeId)
    .where('realm', '=', realm)
    .where('subject_id', 'in', subjectIds.length > 0 ? [...subjectIds] : [''])
  if ('id' in which) rows = rows.where('id', '=', which.id)
  else if (which.except) rows = rows.where('id', '<>', which.except)
  if ('withGuests' in which && which.withGuests === false) rows = rows.where('order_id', 'is', null)
  const { numDeletedRows } = await rows.executeTakeFirst()
  return Number(numDeletedRows)
}

/** Ends the session of a token, signed in whole or half. */
export async function endSessionOf(work: Work, realm: Realm, token: string): Promise<SessionRecord | undefined> {
  const row = await db(work)
    .deleteFrom('auth_session')
    .where('token_hash', '=', hashOf(token))
    .where('store_id', '=', work.storeId)
    .where('realm', '=', realm)
    .returningAll()
    .executeTakeFirst()
  return row && toRecord(row)
}

function toRecord(row: SessionRow): SessionRecord {
  return {
    id: row.id,
    realm: row.realm,
    subjectId: row.subject_id,
    orderId: row.order_id,
    stage: row.stage,
    method: row.method,
    device: row.device,
    createdAt: row.created_at,
    lastSeenAt: row.last_seen_at,
    expiresAt: row.expires_at,
    provedAt: row.proved_at,
    networkAddress: row.network_address,
    place: row.place,
  }
}

function hashOf(token: string): string {
  return createHash('sha256').update(token).digest('base64url')
}
