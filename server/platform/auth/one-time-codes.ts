import { createHmac, timingSafeEqual } from 'node:crypto'
import type { Config } from '../../config.ts'
import { limits } from '../../limits.ts'
import { latinDigits } from '../latin-digits.ts'
import { tablesOf } from '../tables.ts'
import { addMinutes } from '../time.ts'
import type { Reader, Work } from '../work.ts'
import type { AuthTables, CodeRow } from './tables.ts'

const db = tablesOf<AuthTables>()
const { codeMinutes, codeTries, codeAgainMinutes } = limits.signIn

/** Why a code did not open the door. */
export type CodeTrouble = 'code_wrong' | 'code_expired' | 'too_many_tries'

/**
 * Opens a code for what somebody typed, known to the store or not, and answers its id. Asked again soon after, it is the
 * code from before, so that either mail works.
 */
export async function openCode(work: Work, purpose: string, target: string): Promise<string> {
  const last = await newest(work, purpose, target)
  const fresh =
    last && !last.used_at && last.tries < codeTries && last.expires_at >= addMinutes(work.now, codeAgainMinutes)
  if (fresh) return last.id
  const id = work.newId('otc')
  await db(work)
    .insertInto('auth_code')
    .values({
      store_id: work.storeId,
      id,
      purpose,
      target,
      tries: 0,
      created_at: work.now,
      expires_at: addMinutes(work.now, codeMinutes),
    })
    .execute()
  return id
}

/** What the code with this id was asked for; undefined when it is gone. */
export async function findCode(reader: Reader, id: string): Promise<CodeRow | undefined> {
  return db(reader)
    .selectFrom('auth_code')
    .selectAll()
    .where('store_id', '=', reader.storeId)
    .where('id', '=', id)
    .executeTakeFirst()
}

/** Says whom a code is for, once that has been looked up outside of the request. */
export async function bindCode(work: Work, id: string, to: { subjectId: string; orderId?: string }): Promise<void> {
  await db(work)
    .updateTable('auth_code')
    .set({ subject_id: to.subjectId, order_id: to.orderId ?? null })
    .where('store_id', '=', work.storeId)
    .where('id', '=', id)
    .execute()
}

/**
 * Tries a code. Only the newest one of a target counts; it opens once, and is dead after a few wrong tries. Commit the
 * transaction whatever comes out: a wrong try is counted in it.
 * @param isCounted whether whoever tries is counted elsewhere, under their own name: then others' wrong tries are not theirs, nor
 * theirs the others'
 */
export async function takeCode(
  work: Work,
  config: Config,
  purpose: string,
  target: string,
  given: string,
  isCounted = false,
): Promise<CodeRow | CodeTrouble> {
  const row = await newest(work, purpose, target)
  if (!row) return 'code_wrong'
  if (row.used_at || row.expires_at <= work.now) return 'code_expired'
  if (!isCounted && row.tries >= codeTries) return 'too_many_tries'
  const right = isSame(codeOf(config, row.id), latinDigits(given).replace(/\D/g, ''))
  await db(work)
    .updateTable('auth_code')
    .set(right ? { used_at: work.now } : { tries: isCounted ? row.tries : row.tries + 1 })
    .where('store_id', '=', work.storeId)
    .where('id', '=', row.id)
    .execute()
  return right ? row : 'code_wrong'
}

/** The six digits of a code, derived from its id with the server's secret. They are kept nowhere: a copy of the database holds none. */
export function codeOf(config: Config, id: string): string {
  const mac = createHmac('sha256', config.secretFor('one-time-code')).update(id).digest()
  return String(mac.readBigUInt64BE(0) % 1_000_000n).padStart(6, '0')
}

function newest(work: Work, purpose: string, target: string): Promise<CodeRow | undefined> {
  return db(work)
    .selectFrom('auth_code')
    .selectAll()
    .where('store_id', '=', work.storeId)
    .where('purpose', '=', purpose)
    .where('target', '=', target)
    .orderBy('created_at', 'desc')
    .orderBy('id', 'desc')
    .limit(1)
    .forUpdate()
    .executeTakeFirst()
}

function isSame(expected: string, given: string): boolean {
  const [one, other] = [Buffer.from(expected), Buffer.from(given.slice(0, 6).padEnd(6))]
  return timingSafeEqual(one, other) && given.length === expected.length
}
