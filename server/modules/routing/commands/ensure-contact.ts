import {
  assignConversation,
  type ConversationRow,
  heldBySellers,
  lockConversation,
  setIntent,
} from '#modules/conversations'
import { tablesOf } from '#platform/tables'
import { addHours } from '#platform/time'
import type { Work } from '#platform/work'
import { lockOpenContact, moveContact } from '../contacts.ts'
import { contactAccepted } from '../events.ts'
import { noteBusyFrom } from '../hand-out.ts'
import { lockRouting } from '../lock-routing.ts'
import type { IntentGuess } from '../intent/guess-intent.ts'
import { channelOf, factsOf, intentOf } from '../matter.ts'
import { peopleHere } from '../people.ts'
import { routingPolicy } from '../policy.ts'
import { ensureQueues, type QueueChoice, queueFor } from '../queues.ts'
import { type Channel, safetyIntent, weightOf } from '../rules.ts'
import type { ContactRow, RoutingTables } from '../tables.ts'
import { tellQueue } from '../tell.ts'
import { endContact } from './end-contact.ts'
import { tellWaiting } from './pass-contact.ts'

const db = tablesOf<RoutingTables>()

/**
 * Sees to it that somebody who waits for an answer waits in a queue, or is with the person who has their conversation. Doing it
 * again changes nothing, unless what they write now says that it is dangerous. Handing out is the caller's.
 * @param options.channel how they reach us now; that of the conversation unless given
 * @param options.said what their words are about
 */
export async function ensureContact(
  work: Work,
  conversationId: string,
  options: { channel?: string | undefined; said?: IntentGuess | undefined } = {},
): Promise<ContactRow | undefined> {
  await lockRouting(work)
  const open = await lockOpenContact(work, conversationId)
  const { root } = await lockConversation(work, conversationId)
  if (root.id !== conversationId) return await ensureContact(work, root.id, options)
  const channel = channelOf(options.channel ?? root.channel)
  if (root.state !== 'open' || root.waiting_since === null || channel === null) return open
  const said = options.said ?? { likely: [] }
  // Whoever is called anyway says there what they write now.
  if (open && (open.channel === channel || open.channel === 'call' || channel === 'mail'))
    return await lookAgain(work, open, root, said)
  // They write live now about what was to be answered by mail.
  if (open) await endContact(work, open, { gaveUp: false })
  else if (await waitsForSeller(work, root, said)) return undefined
  return await openContact(work, root, { channel, said, waitingFrom: open?.waiting_from ?? root.waiting_since })
}

/** Whether a seller was asked and has still time to answer. Danger waits for nobody. policy: seller.message_answer.hard */
async function waitsForSeller(work: Work, root: ConversationRow, said: IntentGuess): Promise<boolean> {
  if (root.waiting_since === null || said.likely.some(({ intent }) => intent === safetyIntent)) return false
  const { sellerHours } = await routingPolicy(work)
  if (root.waiting_since <= addHours(work.now, -sellerHours)) return false
  return (await heldBySellers(work, [root.id])).has(root.id)
}

async function openContact(
  work: Work,
  root: ConversationRow,
  { channel, said, waitingFrom }: { channel: Channel; said: IntentGuess; waitingFrom: Date },
): Promise<ContactRow | undefined> {
  const found = await intentOf(work, root, said)
  const { queue, priority, teamId } = await placeFor(work, root, { channel, intent: found?.intent ?? null })
  if (found) await setIntent(work, root.id, { code: found.intent, confidence: found.confidence, priority })
  const { assignee_id: holder } = root
  const staysWith = holder !== null && (channel === 'mail' || (await isHere(work, holder))) ? holder : null
  if (staysWith === null && (holder !== null || teamId !== root.team_id))
    await assignConversation(work, root.id, { staffId: null, teamId })
  const { capacity, weights } = await routingPolicy(work)
  const row = await insertContact(work, {
    channel,
    conversation_id: root.id,
    queue_id: queue.id,
    team_id: staysWith === null ? teamId : root.team_id,
    skill: queue.skill,
    priority,
    weight: weightOf(channel, weights, capacity),
    waiting_from: waitingFrom,
    ...(staysWith === null
      ? { state: 'waiting' }
      : { state: 'held', staff_id: staysWith, accepted_at: work.now, first_accepted_at: work.now }),
  })
  if (row) await tellOpened(work, row)
  return row
}

/**
 * Where it waits. What lies in a team already stays there, so that nobody sees it who did not before; only danger goes to the
 * people for it.
 */
export async function placeFor(
  work: Work,
  root: ConversationRow,
  given: { channel: Channel; intent: string | null },
): Promise<QueueChoice & { teamId: string | null }> {
  const queues = await ensureQueues(work)
  const facts = await factsOf(work, root, { ...given, queues })
  const ofTeam = facts.intent === safetyIntent ? [] : queues.filter(({ team_id }) => team_id === root.team_id)
  const among = root.team_id !== null && ofTeam.length > 0 ? ofTeam : queues
  const choice = await queueFor(work, facts, { among, conversationPriority: root.priority })
  const isMoved = root.team_id === null || facts.intent === safetyIntent
  return { ...choice, teamId: (isMoved ? choice.queue.team_id : null) ?? root.team_id }
}

async function isHere(work: Work, staffId: string): Promise<boolean> {
  return (await peopleHere(work)).some(({ id }) => id === staffId)
}

/** Writes a contact; undefined where the conversation has an open one of this channel. */
export async function insertContact(work: Work, fields: Partial<ContactRow>): Promise<ContactRow | undefined> {
  return await db(work)
    .insertInto('contact')
    .values({
      passed_by: [],
      offers: 0,
      version: 1,
      ...fields,
      store_id: work.storeId,
      id: work.newId('cta'),
      created_at: work.now,
    } as ContactRow)
    .onConflict((conflict) => conflict.doNothing())
    .returningAll()
    .executeTakeFirst()
}

async function tellOpened(work: Work, row: ContactRow): Promise<void> {
  if (row.state === 'waiting') return await tellWaiting(work, row)
  const staffId = row.staff_id ?? ''
  await noteBusyFrom(work, staffId)
  await work.emit(
    contactAccepted,
    { kind: 'agent', id: staffId },
    { contactId: row.id, conversationId: row.conversation_id, staffId, waitedSeconds: 0, first: true },
  )
  await tellQueue(work, row.queue_id)
}

// Words for danger move what waits before everything else; what somebody holds already is marked.
async function lookAgain(work: Work, row: ContactRow, root: ConversationRow, said: IntentGuess): Promise<ContactRow> {
  if (root.intent === safetyIntent) return row
  const found = await intentOf(work, root, said)
  if (found?.intent !== safetyIntent) return row
  const { queue, priority, teamId } = await placeFor(work, root, { channel: row.channel, intent: safetyIntent })
  await setIntent(work, root.id, { code: found.intent, confidence: found.confidence, priority })
  if (row.state !== 'waiting') return await moveContact(work, row, { priority })
  await assignConversation(work, root.id, { teamId })
  const moved = await moveContact(work, row, {
    queue_id: queue.id,
    team_id: teamId,
    skill: queue.skill,
    priority,
    passed_by: [],
  })
  await tellQueue(work, row.queue_id)
  await tellWaiting(work, moved)
  return moved
}
