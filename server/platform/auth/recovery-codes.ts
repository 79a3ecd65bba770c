import { createHmac, randomBytes } from 'node:crypto'
import { base32 } from '@better-auth/utils/base32'
import type { Config } from '../../config.ts'
import { limits } from '../../limits.ts'
import { tablesOf } from '../tables.ts'
import type { Reader, Work } from '../work.ts'
import { slowHash } from './passwords.ts'
import type { Realm } from './realms.ts'
import type { AuthTables } from './tables.ts'

const db = tablesOf<AuthTables>()

/** Makes new recovery codes in place of all older ones, as `ABCDE-FGHIJ`. Only their hashes are kept: this is their one showing. */
export async function renewRecoveryCodes(
  work: Work,
  config: Config,
  realm: Realm,
  subjectId: string,
): Promise<string[]> {
  await dropRecoveryCodes(work, realm, subjectId)
  const codes = Array.from({ length: limits.signIn.recoveryCodes }, () => {
    const text = base32.encode(randomBytes(7), { padding: false }).slice(0, 10)
    return `${text.slice(0, 5)}-${text.slice(5)}`
  })
  const salt = randomBytes(16).toString('base64url')
  const hashes = await Promise.all(codes.map((code) => hashOf(config, subjectId, salt, code)))
  await db(work)
    .insertInto('auth_recovery_code')
    .values(
      hashes.map((hash) => ({
        store_id: work.storeId,
        realm,
        subject_id: subjectId,
        code_hash: hash,
        created_at: work.now,
      })),
    )
    .execute()
  return codes
}

/** Whether a recovery code is right and was not used; from now on it was. */
export async function takeRecoveryCode(
  work: Work,
  config: Config,
  realm: Realm,
  subjectId: string,
  given: string,
): Promise<boolean> {
  const salt = await saltOf(work, realm, subjectId)
  if (salt === undefined) return false
  const { numUpdatedRows } = await db(work)
    .updateTable('auth_recovery_code')
    .set({ used_at: work.now })
    .where('store_id', '=', work.storeId)
    .where('realm', '=', realm)
    .where('subject_id', '=', subjectId)
    .where('code_hash', '=', await hashOf(config, subjectId, salt, given))
    .where('used_at', 'is', null)
    .executeTakeFirst()
  return numUpdatedRows > 0n
}

/** How many recovery codes are left. */
export async function countRecoveryCodes(reader: Reader, realm: Realm, subjectId: string): Promise<number> {
  const { left } = await db(reader)
    .selectFrom('auth_recovery_code')
    .select(({ fn }) => fn.countAll<number>().as('left'))
    .where('store_id', '=', reader.storeId)
    .where('realm', '=', realm)
    .where('subject_id', '=', subjectId)
    .where('used_at', 'is', null)
    .executeTakeFirstOrThrow()
  return Number(left)
}

/** Takes all recovery codes away. */
export async function dropRecoveryCodes(work: Work, realm: Realm, subjectId: string): Promise<void> {
  await db(work)
    .deleteFrom('auth_recovery_code')
    .where('store_id', '=', work.storeId)
    .where('realm', '=', realm)
    .where('subject_id', '=', subjectId)
    .execute()
}

// All codes that were made together share one salt, so that a try costs one slow hash and not ten.
async function saltOf(work: Work, realm: Realm, subjectId: string): Promise<string | undefined> {
  const row = await db(work)
    .selectFrom('auth_recovery_code')
    .select('code_hash')
    .where('store_id', '=', work.storeId)
    .where('realm', '=', realm)
    .where('subject_id', '=', subjectId)
    .where('used_at', 'is', null)
    .executeTakeFirst()
  return row?.code_hash.split('.')[0]
}

// 50 random bits, under a key of the server's and hashed like a password: a copy of the database alone cannot be tried against.
async function hashOf(config: Config, subjectId: string, salt: string, code: string): Promise<string> {
  const text = code.toUpperCase().replace(/[^A-Z2-7]/g, '')
  const message = createHmac('sha256', config.secretFor('recovery-code')).update(`${subjectId} ${text}`).digest()
  return `${salt}.${(await slowHash(message, Buffer.from(salt, 'base64url'))).toString('base64url')}`
}
