import { createHash, timingSafeEqual } from 'node:crypto'
import type { App } from '#platform/app'
import { system } from '#platform/auth/actor'
import { tablesOf } from '#platform/tables'
import { transact, type Reader } from '#platform/work'
import { findStore } from './queries.ts'
import type { StoreTables } from './tables.ts'

const db = tablesOf<StoreTables>()
const purpose = 'store-set-up'
const characters = 12

/**
 * The code to print at the start of a store that nobody has set up yet, so that only the person who runs the server can
 * claim it; undefined once the store is set up. The same at every start, and in every process.
 */
export async function prepareSetUp(app: App): Promise<string | undefined> {
  const code = codeFrom(app.config.secretFor(purpose))
  return transact(app, system(purpose), async (work) => {
    if ((await findStore(work)).setUp) return undefined
    await db(work)
      .insertInto('store_set_up')
      .values({ store_id: work.storeId, code_hash: hashOf(code) })
      .onConflict((conflict) => conflict.column('store_id').doUpdateSet({ code_hash: hashOf(code) }))
      .execute()
    return code
  })
}

/** Whether this is the printed code; case and dashes do not matter. */
export async function isSetUpCode(reader: Reader, given: string): Promise<boolean> {
  const row = await db(reader)
    .selectFrom('store_set_up')
    .select('code_hash')
    .where('store_id', '=', reader.storeId)
    .executeTakeFirst()
  const hash = hashOf(given)
  return (
    row !== undefined &&
    row.code_hash.length === hash.length &&
    timingSafeEqual(Buffer.from(row.code_hash), Buffer.from(hash))
  )
}

function codeFrom(secret: string): string {
  const alphabet = '23456789ABCDEFGHJKMNPQRSTVWXYZ'
  const digits = [...createHash('sha256').update(secret).digest()].slice(0, characters)
  return digits
    .map((byte) => alphabet[byte % alphabet.length])
    .join('')
    .replaceAll(/(.{4})(?=.)/g, '$1-')
}

function hashOf(code: string): string {
  return createHash('sha256')
    .update(code.toUpperCase().replaceAll(/[^0-9A-Z]/g, ''))
    .digest('hex')
}
