import { storePolicy } from '#modules/stores'
import { customerIdsOf, findCustomer } from '#modules/customers'
import { roleReaches } from '#platform/auth/actor'
import { assert, forbidden, invalid, notFound, refuse } from '#platform/errors'
import { tablesOf } from '#platform/tables'
import { addDays } from '#platform/time'
import type { Work } from '#platform/work'
import { cleanText } from '../clean-text.ts'
import { lockVisible } from '../commands/lock-conversation.ts'
import { postNotice } from '../commands/post-notice.ts'
import type { Conduct } from '../contract.ts'
import { conductChanged, conversationChanged } from '../events.ts'
import { lookUp } from '../queries.ts'
import type { ConversationTables } from '../tables.ts'
import { conductOf, findConduct, presentConduct, type Person } from './queries.ts'
import { whyNotStep } from './rules.ts'
import type { ConductRow, ConductStep, ConductTables } from './tables.ts'

const db = tablesOf<ConductTables & ConversationTables>()

export interface StepInput {
  id: string
  step: ConductStep
  reason: string
  expiresAt?: string | undefined
}

/**
 * Takes one step against abuse: warned, then answered by mail only, then, by a supervisor and with an end, blocked. They are told in
 * the conversation and by mail. What puts a matter right stays theirs.
 */
export async function takeStep(work: Work, input: StepInput): Promise<Conduct> {
  const { actor } = work
  if (actor.kind !== 'staff') forbidden('This is for people who work here.')
  const { root } = await lockVisible(work, input.id)
  const customerId = root.customer_id ? (await findCustomer(work, root.customer_id)).id : null
  const person = { customerId, visitorId: customerId === null ? root.visitor_id : null }
  if (person.customerId === null && person.visitorId === null) notFound('shopper')
  const hindrance = whyNotStep(input.step, {
    inForce: await conductOf(work, person),
    isSupervisor: roleReaches(actor.role, 'supervisor'),
    hasEnd: input.expiresAt !== undefined,
  })
  if (hindrance) refuse(hindrance.code, undefined, hindrance.message)
  const row: ConductRow = {
    store_id: work.storeId,
    id: work.newId('cnd'),
    customer_id: person.customerId,
    visitor_id: person.visitorId,
    step: input.step,
    reason: cleanText(input.reason).text,
    conversation_id: root.id,
    by_staff_id: actor.staffId,
    at: work.now,
    expires_at: await endOf(work, input),
    lifted_at: null,
    lifted_by: null,
  }
  await db(work).insertInto('conduct').values(row).execute()
  await postNotice(work, root.id, 'warned', {
    step: row.step,
    ...(row.expires_at ? { until: row.expires_at.toISOString() } : {}),
  })
  await tell(work, row, person)
  return await presentConduct(work, row)
}

/** Lifts a step before its end; a block only by a supervisor. Once more changes nothing. */
export async function liftStep(work: Work, { id }: { id: string }): Promise<Conduct> {
  const { actor } = work
  if (actor.kind !== 'staff') forbidden('This is for people who work here.')
  const before = await findConduct(work, id)
  if (!before || (before.conversation_id !== null && !(await lookUp(work, before.conversation_id)))) notFound('step')
  if (before.step === 'blocked' && !roleReaches(actor.role, 'supervisor')) forbidden('A supervisor may do this.')
  if (before.lifted_at !== null) return await presentConduct(work, before)
  const row = await db(work)
    .updateTable('conduct')
    .set({ lifted_at: work.now, lifted_by: actor.staffId })
    .where('store_id', '=', work.storeId)
    .where('id', '=', id)
    .where('lifted_at', 'is', null)
    .returningAll()
    .executeTakeFirst()
  if (row) await tell(work, row, { customerId: row.customer_id, visitorId: row.visitor_id })
  const after = row ?? (await findConduct(work, id))
  assert(after, 'a step that was found stays')
  return await presentConduct(work, after)
}

// A warning and answering by mail only end by themselves, so that nobody is punished for ever by being forgotten.
async function endOf(work: Work, { step, expiresAt }: StepInput): Promise<Date> {
  const policy = await storePolicy(work)
  const usual = addDays(work.now, policy.get(step === 'warned' ? 'conduct.warned_days' : 'conduct.mail_only_days'))
  if (expiresAt === undefined) return usual
  const end = new Date(expiresAt)
  if (end <= work.now) invalid('expiresAt', 'expiresAt should lie in the future.')
  const longest = policy.get('conduct.longest_days')
  if (end > addDays(work.now, longest)) invalid('expiresAt', `expiresAt should be at most ${longest} days from now.`)
  return end
}

async function tell(work: Work, row: ConductRow, person: Person): Promise<void> {
  await work.emit(
    conductChanged,
    { kind: 'conduct', id: row.id },
    { conductId: row.id, step: row.step, lifted: row.lifted_at !== null },
  )
  await tellDesks(work, person, 'conduct')
}

/** Lets the screens of colleagues who look at this person's open conversations know. */
export async function tellDesks(work: Work, person: Person, field: 'conduct' | 'flags' | 'customer'): Promise<void> {
  const ids = person.customerId === null ? [] : [person.customerId, ...(await customerIdsOf(work, person.customerId))]
  const rows = await db(work)
    .selectFrom('conversation')
    .select('id')
    .where('store_id', '=', work.storeId)
    .where('state', '=', 'open')
    .$if(person.customerId !== null, (query) => query.where('customer_id', 'in', ids))
    .$if(person.customerId === null, (query) => query.where('visitor_id', '=', person.visitorId))
    .orderBy('last_message_at', 'desc')
    .limit(20)
    .execute()
  for (const { id } of rows)
    await work.emit(conversationChanged, { kind: 'desk', id }, { conversationId: id, fields: [field] })
}
