import type { FastifyReply } from 'fastify'
import { forgetDevices } from '#platform/auth/known-devices'
import { endLinks, linkToken, openLink, openSince, useUpLink } from '#platform/auth/mailed-links'
import { removePasskeys } from '#platform/auth/passkeys'
import { dropPassword } from '#platform/auth/passwords'
import { dropRecoveryCodes } from '#platform/auth/recovery-codes'
import { removeSecondFactor, secondFactorSince } from '#platform/auth/second-factor'
import { clearSessionCookie } from '#platform/auth/start-session'
import { countTry } from '#platform/auth/tally'
import type { LinkRow } from '#platform/auth/tables'
import type { RawContext } from '#platform/contract/routes'
import { refuse } from '#platform/errors'
import { tablesOf } from '#platform/tables'
import type { Work } from '#platform/work'
import { limits } from '../../../limits.ts'
import { lockCustomers, mergeByEmail } from '../commands/merge-customers.ts'
import { recordContactChange } from '../commands/record-contact-change.ts'
import { lockCustomer, writeByHand } from '../commands/write-by-hand.ts'
import { findCustomer, identityIdsOf } from '../queries.ts'
import { accountTakenBack } from '../sign-in/events.ts'
import { resetPurpose } from '../sign-in/forgot-password.ts'
import { keepMailedLink, openMailedLink } from '../sign-in/mailed-link-cookie.ts'
import { triesOfAddress } from '../sign-in/rules.ts'
import { troubleWords } from '../sign-in/trouble-words.ts'
import type { ContactChangeRow, CustomerTables } from '../tables.ts'
import { fromOf, noteAccountEvent } from './note-account-event.ts'
import { undoPurpose } from './undo-link.ts'
import { endShopperSessions } from '../sign-in/end-sessions.ts'

const db = tablesOf<CustomerTables>()

/**
 * "That was not me", from a mail: puts the account back to how it was before. Address and number come back, passkeys and apps
 * added since go, the password ends, every session and known browser with it, and the mailbox may set a new password. All of it goes
 * that mails to this address still offer to take back: whoever is frightened presses the newest one, and what was done first would
 * stay. It works for the address that was the owner's before: what was mailed to one that somebody else put there opens nothing afterwards.
 */
export async function takeBack(
  context: RawContext<{ token?: string }>,
  reply: FastifyReply,
): Promise<{ next: 'password_reset' }> {
  const { app, input } = context
  const { request } = reply
  const { allowed } = await context.transact((work) => countTry(work, triesOfAddress, request.ip))
  if (!allowed) refuse('too_many_tries', undefined, troubleWords.too_many_tries)
  const link = await openMailedLink(context, request, undoPurpose, input.token)
  const reset = link
    ? await context.transact(async (work) => {
        const since = await restore(work, link)
        if (!since) return undefined
        const { id } = await findCustomer(work, link.subject_id ?? '')
        await work.emit(
          accountTakenBack,
          { kind: 'customer', id, customerId: id },
          { customerId: id, since: since.toISOString() },
        )
        await noteAccountEvent(work, { customerId: id, kind: 'taken_back', from: fromOf(app, request) })
        return await openLink(work, { purpose: resetPurpose, target: link.target, minutes: limits.signIn.resetMinutes })
      })
    : undefined
  if (!reset) refuse('link_over', undefined, troubleWords.link_over)
  clearSessionCookie(app, reply, 'shopper')
  keepMailedLink(app, reply, linkToken(app.config, reset))
  return { next: 'password_reset' }
}

// Since when everything was taken back; undefined where the link opens nothing any more.
async function restore(work: Work, link: LinkRow): Promise<Date | undefined> {
  await lockCustomers(work)
  const customer = await findCustomer(work, link.subject_id ?? '')
  const ids = await identityIdsOf(work, customer.id)
  const offered = await openSince(work, { purpose: undoPurpose, target: link.target, subjectIds: ids })
  const since = offered ?? link.since ?? link.created_at
  const row = await lockCustomer(work, customer.id)
  const changes = await changesSince(work, ids, since)
  const before = (field: 'email' | 'phone') => changes.findLast((change) => change.field === field)
  const email = before('email')?.old_value ?? row.email
  if (email?.toLowerCase() !== link.target || !(await useUpLink(work, link.id))) return undefined
  const phone = before('phone')
  if (changes.length > 0)
    await writeByHand(work, row, {
      ...(before('email') ? { email, email_verified: true } : {}),
      ...(phone ? { phone: phone.old_value } : {}),
    })
  for (const { id, field, new_value: address } of changes) {
    await db(work)
      .updateTable('contact_change')
      .set({ undone_at: work.now })
      .where('store_id', '=', work.storeId)
      .where('id', '=', id)
      .execute()
    if (field !== 'email' || !address) continue
    await endLinks(work, undoPurpose, address)
    await endLinks(work, resetPurpose, address)
  }
  await closeDoors(work, ids, since)
  await mergeByEmail(work, [link.target])
  await recordContactChange(work, customer.id, ['password', ...new Set(changes.map(({ field }) => field))])
  return since
}

async function closeDoors(work: Work, ids: readonly string[], since: Date): Promise<void> {
  await endShopperSessions(work, ids, {})
  await forgetDevices(work, 'shopper', ids)
  await removePasskeys(work, 'shopper', ids, { since })
  for (const id of ids) {
    await dropPassword(work, 'shopper', id)
    if (!(await secondFactorSince(work, 'shopper', id, since))) continue
    await removeSecondFactor(work, 'shopper', id)
    await dropRecoveryCodes(work, 'shopper', id)
  }
}

async function changesSince(work: Work, customerIds: readonly string[], since: Date): Promise<ContactChangeRow[]> {
  return await db(work)
    .selectFrom('contact_change')
    .selectAll()
    .where('store_id', '=', work.storeId)
    .where('customer_id', 'in', [...customerIds])
    .where('done_at', '>=', since)
    .where('undone_at', 'is', null)
    .orderBy('done_at', 'desc')
    .orderBy('id', 'desc')
    .execute()
}
