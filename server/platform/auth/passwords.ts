import { argon2, randomBytes, timingSafeEqual } from 'node:crypto'
import { promisify } from 'node:util'
import { limits } from '../../limits.ts'
import { refuse } from '../errors.ts'
import { tablesOf } from '../tables.ts'
import type { Reader, Work } from '../work.ts'
import { isCommonPassword } from './common-passwords.ts'
import type { Realm } from './realms.ts'
import type { AuthTables } from './tables.ts'

const db = tablesOf<AuthTables>()
const argon2Async = promisify(argon2)

/**
 * The least that OWASP's password storage guidance asks of argon2id: 19 MiB, two passes, one lane. One hash takes about
 * 60 ms of one core here, on a thread of its own; four run at once, so that sign-ins never hold more than 80 MB.
 */
const cost = { memory: 19_456, passes: 2, parallelism: 1, tagLength: 32 } as const

/** A hash that takes its time: what has few random bits is worth no trying, even with a copy of the database. */
export async function slowHash(message: Buffer, nonce: Buffer): Promise<Buffer> {
  return await argon2Async('argon2id', { message, nonce, ...cost })
}

/** Hashes a password as argon2id in PHC form: `$argon2id$v=19$m=19456,t=2,p=1$salt$hash`. */
export async function hashPassword(password: string): Promise<string> {
  const nonce = randomBytes(16)
  const tag = await slowHash(normalized(password), nonce)
  return `$argon2id$v=19$m=${cost.memory},t=${cost.passes},p=${cost.parallelism}$${unpadded(nonce)}$${unpadded(tag)}`
}

/** Whether a password fits a hash. Without a hash it takes as long and is false, so that nobody learns who has an account. */
export async function verifyPassword(password: string, hash: string | undefined): Promise<boolean> {
  const parts = /^\$argon2id\$v=19\$m=(\d+),t=(\d+),p=(\d+)\$([^$]+)\$([^$]+)$/.exec(hash ?? (await standIn()))
  if (!parts || password.length > limits.signIn.passwordCharacters) return false
  const expected = Buffer.from(parts[5] ?? '', 'base64')
  const tag = await argon2Async('argon2id', {
    message: normalized(password),
    nonce: Buffer.from(parts[4] ?? '', 'base64'),
    memory: Number(parts[1]),
    passes: Number(parts[2]),
    parallelism: Number(parts[3]),
    tagLength: expected.length,
  })
  return timingSafeEqual(tag, expected) && hash !== undefined
}

/** Refuses a new password that is too short or too well known. `about` are words of its owner: e-mail, name, store. */
export function checkNewPassword(password: string, about: readonly string[] = []): void {
  const { passwordMinimum, passwordCharacters } = limits.signIn
  if ([...password].length < passwordMinimum) {
    refuse(
      'password_too_short',
      { atLeast: passwordMinimum },
      `Use at least ${passwordMinimum} characters. A few words in a row work well.`,
    )
  }
  if (password.length > passwordCharacters || isCommonPassword(password, about)) {
    refuse(
      'password_breached',
      undefined,
      'This password is one that others guess first. Please choose another; a few words in a row work well.',
    )
  }
}

/** Keeps a hash made by `hashPassword` as the subject's password. */
export async function storePassword(work: Work, realm: Realm, subjectId: string, hash: string): Promise<void> {
  await db(work)
    .insertInto('auth_password')
    .values({ store_id: work.storeId, realm, subject_id: subjectId, hash, changed_at: work.now })
    .onConflict((conflict) =>
      conflict.columns(['store_id', 'realm', 'subject_id']).doUpdateSet({ hash, changed_at: work.now }),
    )
    .execute()
}

/** Takes a password away: from now on nobody signs in with it. */
export async function dropPassword(work: Work, realm: Realm, subjectId: string): Promise<void> {
  await db(work)
    .deleteFrom('auth_password')
    .where('store_id', '=', work.storeId)
    .where('realm', '=', realm)
    .where('subject_id', '=', subjectId)
    .execute()
}

/** The password hash of the first of these subjects that has one. */
export async function findPassword(
  reader: Reader,
  realm: Realm,
  subjectIds: readonly string[],
): Promise<{ subjectId: string; hash: string } | undefined> {
  const rows = await db(reader)
    .selectFrom('auth_password')
    .select(['subject_id', 'hash'])
    .where('store_id', '=', reader.storeId)
    .where('realm', '=', realm)
    .where('subject_id', 'in', subjectIds.length > 0 ? [...subjectIds] : [''])
    .execute()
  const first = subjectIds.map((id) => rows.find((row) => row.subject_id === id)).find(Boolean)
  return first && { subjectId: first.subject_id, hash: first.hash }
}

/** Whether one of these subjects has a password. */
export async function hasPassword(reader: Reader, realm: Realm, subjectIds: readonly string[]): Promise<boolean> {
  return (await findPassword(reader, realm, subjectIds)) !== undefined
}

let standInHash: Promise<string> | undefined

function standIn(): Promise<string> {
  standInHash ??= hashPassword(randomBytes(16).toString('hex'))
  return standInHash
}

// The same password typed on another keyboard may arrive composed differently.
function normalized(password: string): Buffer {
  return Buffer.from(password.normalize('NFKC'), 'utf8')
}

function unpadded(bytes: Uint8Array): string {
  return Buffer.from(bytes).toString('base64').replace(/=+$/, '')
}
