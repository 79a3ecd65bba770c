import { randomBytes } from 'node:crypto'
import { seal } from '#platform/auth/seal'
import { tablesOf } from '#platform/tables'
import { addHours } from '#platform/time'
import type { Work } from '#platform/work'
import type { Config } from '../../../config.ts'
import { limits } from '../../../limits.ts'
import { loginChanged } from '../events.ts'
import { type LoginTables, sealedFor } from '../tables.ts'

const db = tablesOf<LoginTables>()

/** Makes a secret to sign links with; those before it end after a day, so that a store can change over without a gap. */
export async function addLinkKey(work: Work, config: Config): Promise<{ id: string; secret: string }> {
  await db(work)
    .updateTable('shopper_login_key')
    .set({ expires_at: addHours(work.now, limits.logins.oldKeyHours) })
    .where('store_id', '=', work.storeId)
    .where('expires_at', 'is', null)
    .execute()
  const [id, secret] = [work.newId('lky'), randomBytes(32).toString('base64url')]
  await db(work)
    .insertInto('shopper_login_key')
    .values({
      store_id: work.storeId,
      id,
      secret: seal(config, sealedFor, secret),
      created_at: work.now,
      expires_at: null,
    })
    .execute()
  await work.emit(
    loginChanged,
    { kind: 'login', id: 'shoppers' },
    { realm: 'shopper', change: 'new_key', kind: 'signed_link' },
  )
  return { id, secret }
}
