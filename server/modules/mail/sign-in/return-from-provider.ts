import type { FastifyReply, FastifyRequest } from 'fastify'
import type { Actor } from '#platform/auth/actor'
import { authenticate } from '#platform/auth/authenticate'
import { unseal } from '#platform/auth/seal'
import { staff } from '#platform/auth/who'
import type { RawContext } from '#platform/contract/routes'
import { assert } from '#platform/errors'
import { OutsideError } from '#platform/outside-error'
import { tablesOf } from '#platform/tables'
import { read, type Work } from '#platform/work'
import type { Selectable } from 'kysely'
import { columnsOfTokens } from '../access-token.ts'
import { noteHealth } from '../commands/note-health.ts'
import { mailboxChanged } from '../events.ts'
import { findMailbox } from '../follow-mailbox.ts'
import { mailSignInPort } from '../ports.ts'
import { type MailboxRow, type MailTables, sealedFor } from '../tables.ts'
import { returnAddress, stateHash } from './begin-sign-in.ts'
import { type SignInOutcome, signInPage } from './sign-in-page.ts'

const db = tablesOf<MailTables>()

interface Returned {
  state?: string | undefined
  code?: string | undefined
  error?: string | undefined
}

/** Ends what `beginSignIn` began, for the one who began it, once: what the provider gives is kept, and reading begins. */
export async function returnFromProvider(
  context: RawContext<Returned>,
  request: FastifyRequest,
  reply: FastifyReply,
): Promise<FastifyReply> {
  const outcome = await outcomeOf(context, await whoReturns(context, request))
  return reply
    .code(outcome === 'done' ? 200 : 422)
    .header('cache-control', 'no-store')
    .type('text/html; charset=utf-8')
    .send(signInPage(outcome, `${request.cookies.language ?? ''},${request.headers['accept-language'] ?? ''}`))
}

// A browser that comes from elsewhere cannot say as whom: it may be signed in as a shopper too.
async function whoReturns({ app }: RawContext<Returned>, request: FastifyRequest): Promise<Actor> {
  const { cookies, ip, method, host } = request
  const headers = { ...request.headers, 'makeright-realm': 'staff' }
  return await authenticate(app, { headers, cookies, ip, method, host })
}

async function outcomeOf({ app, input, transact }: RawContext<Returned>, actor: Actor): Promise<SignInOutcome> {
  const { state, code, error } = input
  if (state === undefined || !staff('administrator').allows(actor)) return 'ended'
  const begun = await transact((work) => takeSignIn(work, state), actor)
  if (!begun) return 'ended'
  if (code === undefined) return error === 'access_denied' ? 'not_allowed' : 'failed'
  const mailbox = await findMailbox(read(app, actor), begun.mailbox_id)
  if (!mailbox || mailbox.auth === 'password') return 'ended'
  try {
    const verifier = unseal(app.config, sealedFor, begun.verifier_sealed).toString()
    const returnTo = returnAddress(app.config.publicUrl)
    const tokens = await app.ports.get(mailSignInPort).redeem(mailbox.auth, { code, verifier, returnTo })
    await transact((work) => keepTokens(work, mailbox, columnsOfTokens(app.config, tokens)), actor)
    return 'done'
  } catch (failure) {
    if (!(failure instanceof OutsideError)) throw failure
    app.log.warn({ mailbox: mailbox.id, reason: failure.code }, 'a mailbox could not be signed in')
    return 'failed'
  }
}

async function takeSignIn(work: Work, state: string) {
  assert(work.actor.kind === 'staff', 'administrators sign mailboxes in')
  const taken = await db(work)
    .deleteFrom('mailbox_sign_in')
    .where('store_id', '=', work.storeId)
    .where('state_hash', '=', stateHash(state))
    .where('staff_id', '=', work.actor.staffId)
    .returning(['mailbox_id', 'verifier_sealed', 'ends_at'])
    .executeTakeFirst()
  return taken && taken.ends_at > work.now ? taken : undefined
}

async function keepTokens(
  work: Work,
  { id, auth, account }: Selectable<MailboxRow>,
  columns: ReturnType<typeof columnsOfTokens>,
): Promise<void> {
  const kept = await db(work)
    .updateTable('mailbox')
    .set((set) => ({ ...columns, version: set('version', '+', 1) }))
    .where('store_id', '=', work.storeId)
    .where('id', '=', id)
    // Not for an account that it was given meanwhile.
    .where('auth', '=', auth)
    .where('account', '=', account)
    .executeTakeFirst()
  if (Number(kept.numUpdatedRows) === 0) return
  await noteHealth(work, id, null)
  await work.emit(mailboxChanged, { kind: 'mailbox', id }, { mailboxId: id, change: 'changed' })
}
