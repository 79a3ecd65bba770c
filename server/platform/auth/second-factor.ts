import { randomBytes } from 'node:crypto'
import { base32 } from '@better-auth/utils/base32'
import { createOTP } from '@better-auth/utils/otp'
import type { Config } from '../../config.ts'
import { latinDigits } from '../latin-digits.ts'
import { tablesOf } from '../tables.ts'
import type { Reader, Work } from '../work.ts'
import type { Realm } from './realms.ts'
import { seal, unseal } from './seal.ts'
import type { AuthTables } from './tables.ts'

const db = tablesOf<AuthTables>()
const sealedFor = 'second-factor'
const stepSeconds = 30
/** Steps that an app's clock may be off, each way (RFC 6238, 5.2). */
const drift = 1

/** Whether an authenticator app is enrolled and proven. */
export async function hasSecondFactor(
  reader: Reader,
  realm: Realm,
  subjectIds: readonly string[],
): Promise<ReadonlySet<string>> {
  const rows = await db(reader)
    .selectFrom('auth_second_factor')
    .select('subject_id')
    .where('store_id', '=', reader.storeId)
    .where('realm', '=', realm)
    .where('subject_id', 'in', subjectIds.length > 0 ? [...subjectIds] : [''])
    .where('confirmed_at', 'is not', null)
    .execute()
  return new Set(rows.map((row) => row.subject_id))
}

/**
 * Makes a new secret and keeps it sealed until the first right code proves it; the answer is its only showing. Undefined
 * where one was proven already, in another browser meanwhile: that one stays.
 */
export async function enrollSecondFactor(
  work: Work,
  config: Config,
  realm: Realm,
  subjectId: string,
  names: { issuer: string; account: string },
): Promise<{ secret: string; uri: string } | undefined> {
  const secret = randomBytes(20)
  const kept = await db(work)
    .insertInto('auth_second_factor')
    .values({
      store_id: work.storeId,
      realm,
      subject_id: subjectId,
      sealed_secret: seal(config, sealedFor, secret),
      created_at: work.now,
      last_step: 0,
    })
    .onConflict((conflict) =>
      conflict
        .columns(['store_id', 'realm', 'subject_id'])
        .doUpdateSet({ sealed_secret: seal(config, sealedFor, secret), created_at: work.now, last_step: 0 })
        .where('auth_second_factor.confirmed_at', 'is', null),
    )
    .returning('subject_id')
    .executeTakeFirst()
  return (
    kept && {
      secret: base32.encode(secret, { padding: false }),
      uri: createOTP(secret).url(names.issuer, names.account),
    }
  )
}

/**
 * Whether the code is right. Each code opens once; the first one confirms an enrollment.
 * @param at real time, which the person's telephone keeps too: not the moved clock of a demonstration store
 */
export async function takeSecondFactor(
  work: Work,
  config: Config,
  realm: Realm,
  subjectId: string,
  given: string,
  at: Date,
): Promise<boolean> {
  const row = await db(work)
    .selectFrom('auth_second_factor')
    .selectAll()
    .where('store_id', '=', work.storeId)
    .where('realm', '=', realm)
    .where('subject_id', '=', subjectId)
    .forUpdate()
    .executeTakeFirst()
  if (!row) return false
  const step = await stepOf(unseal(config, sealedFor, row.sealed_secret), latinDigits(given).replace(/\D/g, ''), at)
  if (step === undefined || step <= row.last_step) return false
  await db(work)
    .updateTable('auth_second_factor')
    .set({ last_step: step, confirmed_at: row.confirmed_at ?? work.now })
    .where('store_id', '=', work.storeId)
    .where('realm', '=', realm)
    .where('subject_id', '=', subjectId)
    .execute()
  return true
}

/** Removes the authenticator app, so that the next sign-in enrolls a new one. */
export async function removeSecondFactor(work: Work, realm: Realm, subjectId: string): Promise<void> {
  await db(work)
    .deleteFrom('auth_second_factor')
    .where('store_id', '=', work.storeId)
    .where('realm', '=', realm)
    .where('subject_id', '=', subjectId)
    .execute()
}

/** Whether an authenticator app was enrolled since a moment, or is being enrolled. */
export async function secondFactorSince(
  reader: Reader,
  realm: Realm,
  subjectId: string,
  since: Date,
): Promise<boolean> {
  const row = await db(reader)
    .selectFrom('auth_second_factor')
    .select('created_at')
    .where('store_id', '=', reader.storeId)
    .where('realm', '=', realm)
    .where('subject_id', '=', subjectId)
    .executeTakeFirst()
  return row !== undefined && row.created_at >= since
}

async function stepOf(secret: Buffer, given: string, at: Date): Promise<number | undefined> {
  const current = Math.floor(at.getTime() / 1000 / stepSeconds)
  const otp = createOTP(secret, { period: stepSeconds })
  let found: number | undefined
  for (let step = current - drift; step <= current + drift; step++) {
    if ((await otp.hotp(step)) === given) found = step
  }
  return found
}
