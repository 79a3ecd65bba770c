import { createHash, createHmac, randomBytes } from 'node:crypto'
import type { AuthenticationResponseJSON, RegistrationResponseJSON } from '@simplewebauthn/server'
import type { Config } from '../../config.ts'
import { limits } from '../../limits.ts'
import { refuse } from '../errors.ts'
import { tablesOf } from '../tables.ts'
import { addMinutes } from '../time.ts'
import type { Reader, Work } from '../work.ts'
import type { Realm } from './realms.ts'
import type { AuthTables, PasskeyRow } from './tables.ts'

const db = tablesOf<AuthTables>()

/** A passkey as its owner sees it. */
export interface Passkey {
  id: string
  name: string
  createdAt: Date
  lastUsedAt: Date | null
  /** Whether it is kept by a password manager, and so on more than one device. */
  synced: boolean
}

/** Passkeys of these subjects, the newest first. */
export async function listPasskeys(reader: Reader, realm: Realm, subjectIds: readonly string[]): Promise<Passkey[]> {
  return (await rowsOf(reader, realm, subjectIds)).map((row) => ({
    id: row.id,
    name: row.name,
    createdAt: row.created_at,
    lastUsedAt: row.last_used_at,
    synced: row.backed_up,
  }))
}

/** What a browser needs to make a passkey for somebody who is signed in. `boundTo` is their session: another one cannot finish it. */
export async function beginPasskey(
  work: Work,
  config: Config,
  person: {
    realm: Realm
    subjectIds: readonly string[]
    name: string
    account: string
    store: string
    boundTo: string
  },
) {
  const existing = await rowsOf(work, person.realm, person.subjectIds)
  const { generateRegistrationOptions } = await import('@simplewebauthn/server')
  return await generateRegistrationOptions({
    rpName: person.store,
    rpID: rpIdOf(config),
    userID: handleOf(config, person.realm, person.subjectIds[0] ?? ''),
    userName: person.account,
    userDisplayName: person.name || person.account,
    challenge: await openChallenge(work, 'register', person.boundTo),
    timeout: limits.signIn.challengeMinutes * 60_000,
    excludeCredentials: existing.map((row) => ({ id: row.credential_id, transports: row.transports })),
    authenticatorSelection: { residentKey: 'required', userVerification: 'required' },
    attestationType: 'none',
  })
}

/** Keeps a passkey that was just made; undefined when it is not right. The challenge is used up either way, once this commits. */
export async function keepPasskey(
  work: Work,
  config: Config,
  person: { realm: Realm; subjectId: string; name: string; boundTo: string },
  response: RegistrationResponseJSON,
): Promise<{ id: string } | undefined> {
  const { verifyRegistrationResponse } = await import('@simplewebauthn/server')
  const challenge = challengeOf(response.response.clientDataJSON)
  if (!(await takeChallenge(work, 'register', person.boundTo, challenge))) return undefined
  const verified = await verifyRegistrationResponse({
    response,
    expectedChallenge: challenge,
    expectedOrigin: new URL(config.publicUrl).origin,
    expectedRPID: rpIdOf(config),
    requireUserVerification: true,
  }).catch(() => undefined)
  if (!verified?.verified) return undefined
  const { credential, credentialBackedUp } = verified.registrationInfo
  const id = work.newId('psk')
  const kept = await db(work)
    .insertInto('auth_passkey')
    .values({
      store_id: work.storeId,
      id,
      realm: person.realm,
      subject_id: person.subjectId,
      credential_id: credential.id,
      public_key: Buffer.from(credential.publicKey),
      counter: credential.counter,
      transports: (credential.transports ?? []).slice(0, 8).map((each) => String(each).slice(0, 20)),
      backed_up: credentialBackedUp,
      name: person.name,
      created_at: work.now,
    })
    .onConflict((conflict) => conflict.columns(['store_id', 'realm', 'credential_id']).doNothing())
    .returning('id')
    .executeTakeFirst()
  return kept && { id }
}

/** What a browser needs to sign in with any passkey that it has for us. `boundTo`: a cookie of that browser, or a session. */
export async function beginPasskeySignIn(work: Work, config: Config, boundTo: string) {
  const { generateAuthenticationOptions } = await import('@simplewebauthn/server')
  return await generateAuthenticationOptions({
    rpID: rpIdOf(config),
    challenge: await openChallenge(work, 'sign_in', boundTo),
    timeout: limits.signIn.challengeMinutes * 60_000,
    userVerification: 'required',
  })
}

/**
 * Whose passkey signed the challenge; undefined when it is not right. A counter that went back is a copy, and not right either.
 * Commit whatever comes out: a challenge works once.
 */
export async function takePasskey(
  work: Work,
  config: Config,
  realm: Realm,
  boundTo: string,
  response: AuthenticationResponseJSON,
): Promise<{ id: string; subjectId: string } | undefined> {
  const { verifyAuthenticationResponse } = await import('@simplewebauthn/server')
  const challenge = challengeOf(response.response.clientDataJSON)
  if (!(await takeChallenge(work, 'sign_in', boundTo, challenge))) return undefined
  const row = await db(work)
    .selectFrom('auth_passkey')
    .selectAll()
    .where('store_id', '=', work.storeId)
    .where('realm', '=', realm)
    .where('credential_id', '=', response.id)
    .forUpdate()
    .executeTakeFirst()
  if (!row) return undefined
  const verified = await verifyAuthenticationResponse({
    response,
    expectedChallenge: challenge,
    expectedOrigin: new URL(config.publicUrl).origin,
    expectedRPID: rpIdOf(config),
    credential: { id: row.credential_id, publicKey: new Uint8Array(row.public_key), counter: Number(row.counter) },
    requireUserVerification: true,
  }).catch(() => undefined)
  if (!verified?.verified) return undefined
  await db(work)
    .updateTable('auth_passkey')
    .set({
      counter: verified.authenticationInfo.newCounter,
      backed_up: verified.authenticationInfo.credentialBackedUp,
      last_used_at: work.now,
    })
    .where('store_id', '=', work.storeId)
    .where('id', '=', row.id)
    .execute()
  return { id: row.id, subjectId: row.subject_id }
}

/** Gives a passkey another name; false when these subjects have none with this id. */
export async function renamePasskey(
  work: Work,
  realm: Realm,
  subjectIds: readonly string[],
  id: string,
  name: string,
): Promise<boolean> {
  const { numUpdatedRows } = await db(work)
    .updateTable('auth_passkey')
    .set({ name })
    .where('store_id', '=', work.storeId)
    .where('realm', '=', realm)
    .where('subject_id', 'in', [...subjectIds])
    .where('id', '=', id)
    .executeTakeFirst()
  return numUpdatedRows > 0n
}

/** Takes passkeys away: one by its id, or those made since a moment. Answers their names. */
export async function removePasskeys(
  work: Work,
  realm: Realm,
  subjectIds: readonly string[],
  which: { id: string } | { since: Date },
): Promise<string[]> {
  const rows = db(work)
    .deleteFrom('auth_passkey')
    .where('store_id', '=', work.storeId)
    .where('realm', '=', realm)
    .where('subject_id', 'in', [...subjectIds])
  const removed = 'id' in which ? rows.where('id', '=', which.id) : rows.where('created_at', '>=', which.since)
  return (await removed.returning('name').execute()).map((row) => row.name)
}

/** Refuses one more passkey than an account may have. */
export function checkPasskeyCount(count: number): void {
  if (count >= limits.signIn.passkeys)
    refuse('too_many_passkeys', { most: limits.signIn.passkeys }, 'That is as many passkeys as fit. Remove one first.')
}

async function rowsOf(reader: Reader, realm: Realm, subjectIds: readonly string[]): Promise<PasskeyRow[]> {
  return await db(reader)
    .selectFrom('auth_passkey')
    .selectAll()
    .where('store_id', '=', reader.storeId)
    .where('realm', '=', realm)
    .where('subject_id', 'in', subjectIds.length > 0 ? [...subjectIds] : [''])
    .orderBy('created_at', 'desc')
    .orderBy('id')
    .limit(limits.signIn.passkeys)
    .execute()
}

async function openChallenge(work: Work, purpose: string, boundTo: string): Promise<Uint8Array<ArrayBuffer>> {
  const challenge = new Uint8Array(randomBytes(32))
  await db(work)
    .insertInto('auth_challenge')
    .values({
      store_id: work.storeId,
      challenge: Buffer.from(challenge).toString('base64url'),
      purpose,
      bound_to: hashOf(boundTo),
      expires_at: addMinutes(work.now, limits.signIn.challengeMinutes),
    })
    .execute()
  return challenge
}

async function takeChallenge(work: Work, purpose: string, boundTo: string, challenge: string): Promise<boolean> {
  const { numDeletedRows } = await db(work)
    .deleteFrom('auth_challenge')
    .where('store_id', '=', work.storeId)
    .where('challenge', '=', challenge)
    .where('purpose', '=', purpose)
    .where('bound_to', '=', hashOf(boundTo))
    .where('expires_at', '>', work.now)
    .executeTakeFirst()
  return numDeletedRows > 0n
}

// What the browser says it signed; whether that is true is found out afterwards, against exactly this.
function challengeOf(clientDataJSON: string): string {
  try {
    const { challenge } = JSON.parse(Buffer.from(clientDataJSON, 'base64url').toString('utf8')) as {
      challenge?: unknown
    }
    return typeof challenge === 'string' ? challenge : ''
  } catch {
    return ''
  }
}

// Tells nothing of who it is, and stays the same: a second passkey of theirs takes the place of the first on one device.
function handleOf(config: Config, realm: Realm, subjectId: string): Uint8Array<ArrayBuffer> {
  return new Uint8Array(
    createHmac('sha256', config.secretFor('passkey-handle')).update(`${realm} ${subjectId}`).digest(),
  )
}

function rpIdOf(config: Config): string {
  return new URL(config.publicUrl).hostname
}

function hashOf(text: string): string {
  return createHash('sha256').update(text).digest('base64url')
}
