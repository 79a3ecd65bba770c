import {
  conversationAssigned,
  conversationGoesOnByMail,
  conversationMerged,
  conversationResolved,
  conversationSplit,
  conversationSplitUndone,
  conversationUnmerged,
  isMessage,
  messagePosted,
} from '#events/conversations'
import { loadConversations } from '#modules/conversations'
import { skillsChanged, staffChanged, teamChanged } from '#events/staff'
import { on, together } from '#platform/events/on'
import type { Work } from '#platform/work'
import { endContact } from './commands/end-contact.ts'
import { ensureContact } from './commands/ensure-contact.ts'
import { followAssignment, followMerge, followResolution, followToMail } from './commands/follow-conversation.ts'
import { followTeamMembers, leaveForGood } from './commands/follow-people.ts'
import { findOpenContact, findOpenContacts, lockOpenContact } from './contacts.ts'
import { handOutWaiting } from './hand-out.ts'
import { guessIntent } from './intent/guess-intent.ts'
import { isSafety } from './intent/match-words.ts'
import { lockRouting } from './lock-routing.ts'
import { channelOf } from './matter.ts'
import { routingPolicy } from './policy.ts'
import { beat, presenceOf } from './presence.ts'
import { stopWaiting, waitForShopper } from './timers.ts'

export const reactions = [
  together(
    [messagePosted],
    'routing.message-posted',
    (work, occurrences) =>
      shoppersWrote(
        work,
        occurrences.map(({ about, payload: { channel, text } }) => ({ conversationId: about.id, channel, text })),
      ),
    (payload) => isMessage(payload) && isShopper(payload),
  ),
  on(
    messagePosted,
    'routing.answer-posted',
    (work, { about, payload: { author } }) =>
      deskWrote(work, { conversationId: about.id, staffId: author.kind === 'staff' ? author.id : null }),
    (payload) => isMessage(payload) && !isShopper(payload),
  ),

  on(conversationAssigned, 'routing.conversation-assigned', async (work, { about, actor, payload }) => {
    const isTaken = payload.staffId !== null && actor === `staff:${payload.staffId}`
    await followAssignment(work, { conversationId: about.id, takenBy: isTaken ? payload.staffId : null })
  }),

  on(conversationResolved, 'routing.conversation-resolved', async (work, { about, payload }) => {
    await followResolution(work, { conversationId: about.id, byStaffId: payload.byStaffId })
    await stopWaiting(work, about.id)
  }),

  on(conversationGoesOnByMail, 'routing.goes-on-by-mail', async (work, { about }) => {
    await followToMail(work, { conversationId: about.id, gaveUp: true })
    await stopWaiting(work, about.id)
  }),

  on(conversationMerged, 'routing.conversation-merged', (work, { payload }) => followMerge(work, payload)),

  on(conversationUnmerged, 'routing.conversation-unmerged', async (work, { payload }) => {
    await lockRouting(work)
    await ensureContact(work, payload.conversationId)
    await ensureContact(work, payload.from)
    await handOutWaiting(work)
  }),

  on(conversationSplit, 'routing.conversation-split', (work, { payload: { conversationId, into } }) =>
    followMove(work, [conversationId, into]),
  ),
  on(conversationSplitUndone, 'routing.conversation-split-undone', (work, { payload: { conversationId, from } }) =>
    followMove(work, [conversationId, from]),
  ),

  on(staffChanged, 'routing.staff-changed', async (work, { payload }) => {
    if (!payload.active || payload.role === 'observer') await leaveForGood(work, payload.staffId)
  }),

  on(skillsChanged, 'routing.skills-changed', async (work) => {
    await lockRouting(work)
    await handOutWaiting(work)
  }),

  on(teamChanged, 'routing.team-changed', (work, { payload }) => followTeamMembers(work, payload.teamId)),
]

// Messages went from one to the other: what wants an answer now waits, and what no longer wants one does not.
async function followMove(work: Work, conversationIds: readonly string[]): Promise<void> {
  await lockRouting(work)
  const rows = await loadConversations(work, conversationIds)
  for (const { id, waiting_since: since, merged_into: merged } of rows.values()) {
    if (merged !== null) continue
    const open = await lockOpenContact(work, id)
    if (open && open.channel === 'mail' && open.state !== 'held' && since === null)
      await endContact(work, open, { gaveUp: false })
    else await ensureContact(work, id)
  }
  await handOutWaiting(work)
}

interface Written {
  conversationId: string
  channel: string
  text: string
}

async function shoppersWrote(work: Work, written: readonly Written[]): Promise<void> {
  const open = await findOpenContacts(
    work,
    written.map(({ conversationId }) => conversationId),
  )
  // Most messages are in a chat that somebody has: for them nothing is locked.
  const unsettled = written.filter(
    ({ conversationId, channel, text }) => open.get(conversationId)?.channel !== channelOf(channel) || isSafety(text),
  )
  // Reading takes a moment, and is done before anybody has to wait for it.
  const said = new Map(unsettled.map((each) => [each, guessIntent(each.text)]))
  if (unsettled.length > 0) await lockRouting(work)
  for (const id of [...open.keys()].sort()) if (open.get(id)?.channel === 'chat') await stopWaiting(work, id)
  for (const each of unsettled) {
    const { conversationId, channel } = each
    await ensureContact(work, conversationId, { channel, said: said.get(each) })
  }
  if (unsettled.length > 0) await handOutWaiting(work)
}

function isShopper({ author }: { author: { kind: string } }): boolean {
  return author.kind === 'shopper' || author.kind === 'visitor'
}

async function deskWrote(
  work: Work,
  { conversationId, staffId }: { conversationId: string; staffId: string | null },
): Promise<void> {
  if (staffId !== null) {
    const { status } = await presenceOf(work, staffId)
    if (status !== 'offline') await beat(work, staffId, status, (await routingPolicy(work)).graceSeconds)
  }
  const open = await findOpenContact(work, conversationId)
  if (open?.channel === 'chat' && open.state === 'held') return await waitForShopper(work, conversationId)
  if (open?.channel !== 'mail') return
  // A mail that was answered is one piece of work done; an answer to it is another.
  await lockRouting(work)
  const row = await lockOpenContact(work, conversationId)
  const conversation = (await loadConversations(work, [conversationId])).get(conversationId)
  const isAnswered = conversation?.waiting_since === null
  if (row?.channel === 'mail' && isAnswered) await endContact(work, row, { gaveUp: false })
  await handOutWaiting(work)
}
