import { createHash, randomBytes } from 'node:crypto'
import type { App } from '#platform/app'
import { seal } from '#platform/auth/seal'
import { assert, notFound, refuse } from '#platform/errors'
import { tablesOf } from '#platform/tables'
import { addMinutes } from '#platform/time'
import type { Work } from '#platform/work'
import { limits } from '../../../limits.ts'
import { mailSignInPort } from '../ports.ts'
import { type MailTables, sealedFor } from '../tables.ts'

const db = tablesOf<MailTables>()

/** Where providers send people back to. */
export function returnAddress(publicUrl: string): string {
  return `${publicUrl}/api/v1/mailbox-sign-ins/return`
}

/** What is kept of the state that travels through the browser. */
export function stateHash(state: string): string {
  return createHash('sha256').update(state).digest('hex')
}

/** Begins to sign a mailbox in with its provider: the address to open in the browser of whoever asked, who alone can end it. */
export async function beginSignIn(work: Work, app: App, mailboxId: string): Promise<{ url: string }> {
  assert(work.actor.kind === 'staff', 'administrators sign mailboxes in')
  const mailbox = await db(work)
    .selectFrom('mailbox')
    .select(['auth', 'kind', 'account'])
    .where('store_id', '=', work.storeId)
    .where('id', '=', mailboxId)
    .executeTakeFirst()
  if (!mailbox) notFound('mailbox')
  const { auth, account } = mailbox
  if (auth === 'password' || mailbox.kind !== 'imap')
    return refuse('signs_in_by_password', undefined, 'This mailbox is not signed in with a provider.')
  const port = app.ports.get(mailSignInPort)
  if (!port.isSetUp(auth))
    refuse('provider_not_set_up', { provider: auth }, 'This installation is not registered with the provider yet.')
  const [state, verifier] = [randomBytes(24).toString('base64url'), randomBytes(48).toString('base64url')]
  await db(work)
    .deleteFrom('mailbox_sign_in')
    .where('store_id', '=', work.storeId)
    .where((each) => each.or([each('ends_at', '<', work.now), each('mailbox_id', '=', mailboxId)]))
    .execute()
  await db(work)
    .insertInto('mailbox_sign_in')
    .values({
      store_id: work.storeId,
      state_hash: stateHash(state),
      mailbox_id: mailboxId,
      staff_id: work.actor.staffId,
      verifier_sealed: seal(app.config, sealedFor, verifier),
      ends_at: addMinutes(work.now, limits.mail.signInMinutes),
    })
    .execute()
  const challenge = createHash('sha256').update(verifier).digest('base64url')
  const wish = { returnTo: returnAddress(app.config.publicUrl), state, challenge, account: account ?? '' }
  return { url: port.signInUrl(auth, wish) }
}
