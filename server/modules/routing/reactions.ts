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
import { on } from '#platform/events/on'
import type { Work } from '#platform/work'
import { endContact } from './commands/end-contact.ts'
import { ensureContact } from './commands/ensure-contact.ts'
import { followAssignment, followMerge, followResolution, followToMail } from './commands/follow-conversation.ts'
import { followTeamMembers, leaveForGood } from './commands/follow-people.ts'
import { findOpenContact, lockOpenContact } from './contacts.ts'
import { handOutWaiting } from './hand-out.ts'
import { guessIntent } from './intent/guess-intent.ts'
import { isSafety } from './intent/match-words.ts'
import { lockRouting } from './lock-routing.ts'
import { channelOf } from './matter.ts'
import { routingPolicy } from './policy.ts'
import { beat, presenceOf } from './presence.ts'
import { stopWaiting, waitForShopper } from './timers.ts'

export const reactions = [
  on(
    messagePosted,
    'routing.message-posted',
    async (work, { about, payload }) => {
      const message = { conversationId: about.id, channel: payload.channel, text: payload.text }
      const { kind, id } = payload.author
      if (kind === 'shopper' || kind === 'visitor') await shopperWrote(work, message)
      else await deskWrote(work, { ...message, staffId: kind === 'staff' ? id : null })
    },
    isMessage,
  ),

  on(conversationAssigned, 'routing.conversation-assigned', async (work, { about, actor, payload }) => {
    const isTaken = payload.staffId !== null && actor === `staff:${payload.staffId}`
    await followAssignment(work, { conversationId: about.id, takenBy: isTaken ? payload.staffId : null })
  }),

  on(conversationResolved, 'routing.conversation-resolved', async (work, { about, payload }) => {
    await stopWaiting(work, about.id)
    await followResolution(work, { conversationId: about.id, byStaffId: payload.byStaffId })
  }),

  on(conversationGoesOnByMail, 'routing.goes-on-by-mail', async (work, { about }) => {
    await stopWaiting(work, about.id)
    await followToMail(work, { conversationId: about.id, gaveUp: true })
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

async function shopperWrote(work: Work, { conversationId, channel, text }: Written): Promise<void> {
  await stopWaiting(work, conversationId)
  // Most messages are in a chat that somebody has: for them nothing is locked.
  const open = await findOpenContact(work, conversationId)
  if (open?.channel === channelOf(channel) && !isSafety(text)) return
  // Reading takes a moment, and is done before anybody has to wait for it.
  const said = guessIntent(text)
  await lockRouting(work)
  await ensureContact(work, conversationId, { channel, said })
  await handOutWaiting(work)
}

async function deskWrote(work: Work, { conversationId, staffId }: Written & { staffId: string | null }): Promise<void> {
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
