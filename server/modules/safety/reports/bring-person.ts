import { findOpenAbout, openConversation, postMessage, setIntent } from '#modules/conversations'
import { findCustomer, reachableIdsOf } from '#modules/customers'
import { findStore } from '#modules/stores'
import type { Work } from '#platform/work'
import { accountsOf } from './queries.ts'
import { lockReport, saveReport } from './save-report.ts'
import { harmWords } from './words.ts'

/**
 * A person comes to the shopper at once: what happened stands as the shopper's own message in their open conversation about the
 * order, or in a new one, and its words bring it before everything else to those with the skill `safety`.
 */
export async function bringPerson(work: Work, reportId: string): Promise<void> {
  const row = await lockReport(work, reportId)
  if (row.state === 'closed') return
  const [customer, store] = [await findCustomer(work, row.customer_id), await findStore(work)]
  const accounts = await accountsOf(work, [row.id])
  const last = accounts.at(-1)
  const text = harmWords(customer.locale ?? store.locale, {
    who: row.who,
    title: row.things.map(({ title }) => title).join(', '),
    note: last?.note ?? null,
  })
  const clientId = `safety:${last?.id ?? row.id}`
  const author = { kind: 'shopper' as const, id: customer.id, name: customer.name }
  const open = await findOpenAbout(work, {
    customerIds: await reachableIdsOf(work, customer.id),
    orderId: row.order_id,
  })
  if (open) {
    await postMessage(work, { id: open.id, text, clientId, author })
    await saveReport(work, row, { conversation_id: open.id })
    return
  }
  const { conversation } = await openConversation(work, {
    text,
    clientId,
    about: row.problem_id ? { kind: 'problem', id: row.problem_id } : { kind: 'order', id: row.order_id },
    customerId: customer.id,
    channel: 'chat',
    intent: 'safety',
    locale: customer.locale ?? undefined,
    author,
    verified: true,
  })
  await setIntent(work, conversation.id, { code: 'safety', confidence: 1, priority: 9 })
  await saveReport(work, row, { conversation_id: conversation.id })
}
