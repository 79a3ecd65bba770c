import { loadConversations } from '#modules/conversations'
import { staffWhoHold } from '#modules/staff'
import type { Work } from '#platform/work'
import { lockOpenContact, moveContact } from '../contacts.ts'
import { handOutWaiting } from '../hand-out.ts'
import { lockRouting } from '../lock-routing.ts'
import { routingPolicy } from '../policy.ts'
import { noteSignOfLife } from '../presence.ts'
import { ensureQueues } from '../queues.ts'
import type { ContactRow } from '../tables.ts'
import { endContact } from './end-contact.ts'
import { ensureContact } from './ensure-contact.ts'
import { passContact, tellWaiting } from './pass-contact.ts'
import { returnContact } from './return-contact.ts'
import { passTo } from './take-over.ts'

/**
 * People gave a conversation to somebody, to a team or put it back without asking the queue: the contact follows what is true now.
 * Our own hand-outs come by here too and change nothing more.
 * @param takenBy who took it themselves: a sign of life
 */
export async function followAssignment(
  work: Work,
  { conversationId, takenBy }: { conversationId: string; takenBy: string | null },
): Promise<void> {
  await lockRouting(work)
  if (takenBy !== null) await noteSignOfLife(work, takenBy, (await routingPolicy(work)).graceSeconds)
  const open = await lockOpenContact(work, conversationId)
  const conversation = (await loadConversations(work, [conversationId])).get(conversationId)
  if (!open || !conversation) return
  const row = await followTeam(work, open, conversation.team_id)
  const holder = conversation.assignee_id
  if (holder === null && row.state === 'held') await returnContact(work, row, 'put_back')
  if (holder !== null && (row.staff_id !== holder || row.state === 'offered'))
    await passTo(work, row, holder, { tell: false })
  await handOutWaiting(work)
}

async function followTeam(work: Work, row: ContactRow, teamId: string | null): Promise<ContactRow> {
  if (row.team_id === teamId) return row
  const queues = await ensureQueues(work)
  const queue =
    queues.find((each) => each.id === row.queue_id && each.team_id === teamId) ??
    queues.find((each) => each.team_id === teamId)
  const moved = await moveContact(work, row, {
    team_id: teamId,
    ...(queue ? { queue_id: queue.id, skill: queue.skill, passed_by: [] } : {}),
  })
  if (moved.state === 'waiting') await tellWaiting(work, moved)
  const { staff_id: offeredTo } = moved
  if (moved.state !== 'offered' || offeredTo === null) return moved
  return (await staffWhoHold(work, teamId, [offeredTo])).has(offeredTo) ? moved : await passContact(work, moved, 'gone')
}

/** The conversation is over, whoever said so. */
export async function followResolution(
  work: Work,
  { conversationId, byStaffId }: { conversationId: string; byStaffId: string | null },
): Promise<void> {
  await lockRouting(work)
  const row = await lockOpenContact(work, conversationId)
  const conversation = (await loadConversations(work, [conversationId])).get(conversationId)
  // Taken up again meanwhile: it goes on.
  if (!row || conversation?.state === 'open') return
  await endContact(work, row, { gaveUp: byStaffId === null })
  await handOutWaiting(work)
}

/** The rest goes by mail: whoever was there is free, and what still wants an answer waits as mail. */
export async function followToMail(
  work: Work,
  { conversationId, gaveUp }: { conversationId: string; gaveUp: boolean },
): Promise<void> {
  await lockRouting(work)
  const row = await lockOpenContact(work, conversationId)
  if (row?.channel === 'chat') await endContact(work, row, { gaveUp })
  await ensureContact(work, conversationId, { channel: 'mail' })
  await handOutWaiting(work)
}

/** Shown as one with another from now on: one of the two contacts is enough. */
export async function followMerge(
  work: Work,
  { conversationId, into }: { conversationId: string; into: string },
): Promise<void> {
  await lockRouting(work)
  const row = await lockOpenContact(work, conversationId)
  if (!row) return
  const other = await lockOpenContact(work, into)
  if (other) await endContact(work, row, { gaveUp: false })
  else await moveContact(work, row, { conversation_id: into })
  await handOutWaiting(work)
}
