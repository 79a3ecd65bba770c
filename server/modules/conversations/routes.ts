import { guest, key, sellerMember, shopper, staff, visitor } from '#platform/auth/who'
import { routes } from '#platform/contract/routes'
import { assert, forbidden } from '#platform/errors'
import { versionOf } from '#platform/events/list-events'
import type { Reader, Work } from '#platform/work'
import { limits } from '../../limits.ts'
import { requireAssignable } from './assignment-checks.ts'
import { assignConversation } from './commands/assign-conversation.ts'
import { setAbout, setTags } from './commands/change-conversation.ts'
import { findDraft, keepDraft } from './commands/keep-draft.ts'
import { leaveByMail } from './commands/leave-by-mail.ts'
import { lockVisible } from './commands/lock-conversation.ts'
import { markRead } from './commands/mark-read.ts'
import { mergeConversations, undoMerge } from './commands/merge-conversations.ts'
import { openConversation } from './commands/open-conversation.ts'
import { follow } from './commands/participants.ts'
import { postMessage } from './commands/post-message.ts'
import { reopenConversation } from './commands/reopen-conversation.ts'
import { resolveConversation } from './commands/resolve-conversation.ts'
import { retractMessage } from './commands/retract-message.ts'
import { splitConversation, undoSplit } from './commands/split-conversation.ts'
import { type Conversation, conversations } from './contract.ts'
import { countConversations } from './count-conversations.ts'
import { listConversations } from './list-conversations.ts'
import { listMessages } from './list-messages.ts'
import { listMentions } from './mentions.ts'
import { presentConversations } from './present.ts'
import { presentMessages, presentRows } from './present-messages.ts'
import { shownTo } from './shown-to.ts'

const people = [shopper, guest, visitor, staff('associate')]
const readers = [...people, sellerMember, key('conversations:read')]
const writers = [...people, sellerMember, key('conversations:write')]
const desk = [staff('associate'), key('conversations:write')]

export const conversationRoutes = routes(conversations, {
  'POST /conversations': {
    who: [...people, key('conversations:write')],
    command: async (work, { customer, ...input }) => {
      const opened = await openConversation(work, { ...input, customerId: customer })
      const conversation = await shown(work, opened.conversation.id)
      return { conversation, message: await message(work, opened.message.id) }
    },
  },
  'GET /conversations': { who: readers, query: listConversations },
  'GET /conversations/counts': { who: [staff('associate')], query: countConversations },
  'GET /conversations/:id': {
    who: readers,
    query: async (reader, { id }) => await shown(reader, (await shownTo(reader, id)).id),
  },
  'GET /conversations/:id/messages': {
    who: readers,
    query: async (reader, { id, limit = limits.conversations.messagesPerPage, ...place }) => {
      const conversation = await shownTo(reader, id)
      // First the version, so that what is said while we read is told again rather than lost.
      const version = await versionOf(reader, `conversation:${conversation.id}`)
      const { rows, hasEarlier } = await listMessages(reader, conversation, { ...place, limit })
      return { data: await presentRows(reader, rows), hasEarlier, version }
    },
  },
  'POST /conversations/:id/messages': {
    who: writers,
    command: async (work, input) => {
      const { message: row, conversation } = await postMessage(work, input)
      return {
        message: await message(work, row.id),
        conversation: { id: conversation.id, reference: conversation.reference },
      }
    },
  },
  'POST /messages/:id/retraction': {
    who: writers,
    command: async (work, input) => {
      const row = await retractMessage(work, input)
      return await message(work, row.id)
    },
  },
  'POST /conversations/:id/read': { who: [...people, sellerMember], command: markRead },
  'GET /conversations/:id/draft': { who: [...people, sellerMember], query: findDraft },
  'PUT /conversations/:id/draft': { who: [...people, sellerMember], command: keepDraft },
  'POST /conversations/:id/resolution': {
    who: [...people, key('conversations:write')],
    command: async (work, { id, ...input }) => {
      const { row } = await lockVisible(work, id)
      await resolveConversation(work, row.id, input)
      return await shown(work, row.id)
    },
  },
  'POST /conversations/:id/reopening': {
    who: [...people, key('conversations:write')],
    command: async (work, { id }) => {
      const { row } = await lockVisible(work, id)
      await reopenConversation(work, row.id)
      return await shown(work, row.id)
    },
  },
  'POST /conversations/:id/leaving': {
    who: [shopper, guest, visitor],
    command: async (work, input) => await shown(work, await leaveByMail(work, input)),
  },
  'POST /conversations/:id/assignment': {
    who: desk,
    command: async (work, { id, staff: staffId, team: teamId, note }) => {
      const { row, root: shownNow } = await lockVisible(work, id)
      await requireAssignable(work, { conversation: shownNow, staffId, teamId })
      if (note) await postMessage(work, { id: row.id, kind: 'note', text: note })
      const { root } = await assignConversation(work, row.id, { staffId, teamId })
      // Whoever gave it away to a team that they are not in sees it once more, as it went.
      return await shown(work, root.id)
    },
  },
  'PUT /conversations/:id/tags': {
    who: desk,
    command: async (work, input) => await shown(work, (await setTags(work, input)).id),
  },
  'PUT /conversations/:id/about': {
    who: desk,
    command: async (work, input) => await shown(work, (await setAbout(work, input)).id),
  },
  'PUT /conversations/:id/following': {
    who: [staff('associate')],
    command: async (work, { id, following }) => {
      const { row } = await lockVisible(work, id)
      if (work.actor.kind !== 'staff') forbidden()
      await follow(work, row.id, { kind: 'staff', ref_id: work.actor.staffId }, following)
      return await shown(work, row.id)
    },
  },
  'POST /conversations/:id/merge': {
    who: desk,
    command: async (work, input) => await shown(work, (await mergeConversations(work, input)).id),
  },
  'DELETE /conversations/:id/merge': {
    who: desk,
    command: async (work, input) => await shown(work, (await undoMerge(work, input)).id),
  },
  'POST /conversations/:id/split': {
    who: desk,
    command: async (work, input) => {
      const { conversation, splitId } = await splitConversation(work, input)
      return { conversation: await shown(work, conversation.id), split: { id: splitId } }
    },
  },
  'DELETE /splits/:id': {
    who: desk,
    command: async (work, input) => await shown(work, (await undoSplit(work, input)).id),
  },
  'GET /mentions': { who: [staff('associate')], query: listMentions },
})

async function shown(reader: Reader, id: string): Promise<Conversation> {
  const [conversation] = await presentConversations(reader, [id])
  assert(conversation, 'a conversation that was found can be shown')
  return conversation
}

async function message(work: Work, id: string) {
  const [posted] = await presentMessages(work, [id])
  assert(posted, 'a message that was stored can be shown')
  return posted
}
