import { findStore } from '#modules/stores'
import type { FastifyRequest } from 'fastify'
import {
  beginPasskey,
  checkPasskeyCount,
  keepPasskey,
  listPasskeys,
  removePasskeys,
  renamePasskey,
} from '#platform/auth/passkeys'
import { deviceName } from '#platform/auth/device-name'
import type { RawContext } from '#platform/contract/routes'
import { notFound, refuse } from '#platform/errors'
import type { Work } from '#platform/work'
import type { PasskeyAttestation } from '../contract.ts'
import { signInWaysChanged } from '../sign-in/events.ts'
import { fromOf, noteAccountEvent } from './note-account-event.ts'
import { ownSession, requireProof } from './proof.ts'
import { openUndoLink } from './undo-link.ts'

/** What a browser needs to make a passkey for the shopper. */
export async function passkeyOptions(
  context: RawContext<unknown>,
): Promise<{ challenge: string; [more: string]: unknown }> {
  const { customer, ids, session } = await requireProof(context.read())
  checkPasskeyCount((await listPasskeys(context.read(), 'shopper', ids)).length)
  const store = await findStore(context.read())
  const options = await context.transact((work) =>
    beginPasskey(work, context.app.config, {
      realm: 'shopper',
      subjectIds: ids,
      name: customer.name,
      account: customer.email ?? customer.name,
      store: store.name || 'Makeright',
      boundTo: session.id,
    }),
  )
  return { ...options }
}

/** Keeps a passkey that was just made, under a name; the shopper is told by mail. */
export async function addPasskey(
  context: RawContext<{ name: string; passkey: PasskeyAttestation }>,
  request: FastifyRequest,
) {
  const { app, input } = context
  const { customer, ids, session } = await requireProof(context.read())
  const name = input.name || deviceName(request.headers['user-agent'])
  const kept = await context.transact(async (work) => {
    await ownSession(work)
    checkPasskeyCount((await listPasskeys(work, 'shopper', ids)).length)
    const made = await keepPasskey(
      work,
      app.config,
      { realm: 'shopper', subjectId: customer.id, name, boundTo: session.id },
      input.passkey as Parameters<typeof keepPasskey>[3],
    )
    if (!made) return undefined
    await tellOfWay(work, customer, 'passkey_added')
    await noteAccountEvent(work, {
      customerId: customer.id,
      kind: 'passkey_added',
      from: fromOf(app, request),
      detail: name,
    })
    return made
  })
  if (!kept) refuse('passkey_failed', undefined, 'That did not work this time. Please try once more.')
  const passkey = (await listPasskeys(context.read(), 'shopper', ids)).find(({ id }) => id === kept.id)
  return passkey ? shown(passkey) : notFound('passkey')
}

/** Gives a passkey another name. */
export async function renameMyPasskey(work: Work, { id, name }: { id: string; name: string }): Promise<{ done: true }> {
  const { ids } = await ownSession(work)
  if (!(await renamePasskey(work, 'shopper', ids, id, name))) notFound('passkey')
  return { done: true }
}

/** Removes a passkey: nobody signs in with it any more. */
export async function removeMyPasskey(
  context: RawContext<{ id: string }>,
  request: FastifyRequest,
): Promise<{ done: true }> {
  await context.transact(async (work) => {
    const { customer, ids } = await requireProof(work)
    const [name] = await removePasskeys(work, 'shopper', ids, { id: context.input.id })
    if (name === undefined) notFound('passkey')
    await tellOfWay(work, customer, 'passkey_removed')
    await noteAccountEvent(work, {
      customerId: customer.id,
      kind: 'passkey_removed',
      from: fromOf(context.app, request),
      detail: name,
    })
  })
  return { done: true }
}

/** Says what changed in how somebody signs in, with a way to take it back. */
export async function tellOfWay(
  work: Work,
  customer: { id: string; email: string | null },
  what: 'passkey_added' | 'passkey_removed' | 'second_factor_on' | 'second_factor_off',
): Promise<void> {
  if (!customer.email) return
  const undo = await openUndoLink(work, customer.id, customer.email)
  await work.emit(
    signInWaysChanged,
    { kind: 'customer', id: customer.id, customerId: customer.id },
    { customerId: customer.id, what, undo },
  )
}

/** A passkey as the API shows it. */
export function shown({ id, name, createdAt, lastUsedAt, synced }: Awaited<ReturnType<typeof listPasskeys>>[number]) {
  return { id, name, createdAt: createdAt.toISOString(), lastUsedAt: lastUsedAt?.toISOString() ?? null, synced }
}
