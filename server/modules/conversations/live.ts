import { endsSight } from '#events/customers'
import { staffChanged, teamChanged } from '#events/staff'
import { fileLinks, nameAsSeen } from '#modules/files'
import { firstNameSeen } from '#modules/sellers'
import { actorKey } from '#platform/auth/actor'
import type { Occurrence } from '#platform/events/event'
import { topic } from '#platform/live/topic'
import type { Reader } from '#platform/work'
import { authorFor, noticeFor, textFor } from './as-seen.ts'
import type { Message } from './contract.ts'
import { isDesk } from './desk.ts'
import {
  conversationAssigned,
  conversationChanged,
  conversationMerged,
  conversationReopened,
  conversationResolved,
  conversationSplit,
  conversationSplitUndone,
  conversationUnmerged,
  messagePosted,
  messageRetracted,
  notePosted,
  type SharedFile,
} from './events.ts'
import { partyOf } from './party.ts'
import { hasSeller, lookUp } from './queries.ts'
import { seesOneMatter } from './visible.ts'

type PayloadOf<E> = E extends { readonly payload?: infer P } ? NonNullable<P> : never

/** `conversation:<id>`: both sides. A message travels whole, so that no screen has to look twice. */
export const conversationTopic = topic('conversation', {
  mayWatch: async (reader, id) => (await lookUp(reader, id))?.id === id,
  share: shareWithBoth,
  maySignal: async (reader, id, { signal, kind }) =>
    kind !== 'note' && saidToBoth.has(signal) ? await named(reader, id) : null,
  mayRevoke: revoked,
})

// Who else looks at it is for colleagues only.
const saidToBoth = new Set(['typing', 'stopped', 'seen'])

/** `desk:<id>`: colleagues only. What happens here is not even hinted at to a shopper. */
export const deskTopic = topic('desk', {
  mayWatch: async (reader, id) => isDesk(reader) && (await lookUp(reader, id))?.id === id,
  share: shareWithDesk,
  maySignal: async (reader, id) => (isDesk(reader) ? await named(reader, id) : null),
  mayRevoke: revoked,
})

function shareWithBoth(reader: Reader, { name, payload }: Occurrence<unknown>): unknown {
  switch (name) {
    case messagePosted.name: {
      const posted = payload as PayloadOf<typeof messagePosted>
      const notice = noticeFor(reader.actor, posted.notice as Message['notice'])
      return withMessage(reader, posted, { kind: posted.kind, notice, mentions: [] })
    }
    case messageRetracted.name: {
      const { messageId, conversationId, position } = payload as PayloadOf<typeof messageRetracted>
      return { retracted: { messageId, conversationId, position } }
    }
    case conversationResolved.name:
      return { state: 'resolved' }
    case conversationReopened.name:
      return { state: 'open' }
    case conversationSplit.name:
    case conversationSplitUndone.name:
      // What stood there may stand elsewhere now: whoever shows it reads anew.
      return { moved: true }
    case conversationMerged.name:
      // Whoever sees one matter only looks whether that one is it.
      return seesOneMatter(reader) ? undefined : { mergedInto: (payload as PayloadOf<typeof conversationMerged>).into }
    default:
      return undefined
  }
}

function shareWithDesk(reader: Reader, { name, payload }: Occurrence<unknown>): unknown {
  if (name !== notePosted.name) return undefined
  const posted = payload as PayloadOf<typeof notePosted>
  return withMessage(reader, posted, { kind: 'note', notice: null, mentions: posted.mentioned })
}

interface Posted {
  messageId: string
  conversationId: string
  position: number
  clientId: string | null
  author: { kind: string; id: string | null; name: string }
  channel: string
  text: string
  redacted: string[]
  fileIds: string[]
  files: SharedFile[]
  at: string
}

type Shared = Omit<Message, 'kind' | 'notice' | 'mentions'>

// At once where there is no file, so that what follows has nothing to wait for.
function withMessage(reader: Reader, posted: Posted, more: Pick<Message, 'kind' | 'notice' | 'mentions'>) {
  if (posted.files.length === 0) return { message: { ...sharedOf(reader, posted), ...more } }
  const viewer = actorKey(reader.actor)
  return fileLinks(reader, posted.fileIds, viewer, `conversation:${posted.conversationId}`).then((links) => ({
    message: { ...sharedOf(reader, posted, links), ...more },
  }))
}

function sharedOf({ actor }: Reader, posted: Posted, links?: ReadonlyMap<string, string>): Shared {
  const author = posted.author as Message['author']
  return {
    id: posted.messageId,
    conversationId: posted.conversationId,
    position: posted.position,
    clientId: posted.clientId,
    author: authorFor(actor, author),
    channel: posted.channel as Message['channel'],
    text: textFor(actor, author, posted.text),
    redacted: posted.redacted,
    retracted: false,
    files: posted.files.map((file) => ({
      ...file,
      name: nameAsSeen(actor, { ...file, owner: author }),
      url: links?.get(file.id) ?? '',
    })),
    at: posted.at,
  }
}

async function named(reader: Reader, id: string): Promise<{ kind: string; id: string; name: string } | null> {
  const party = await partyOf(reader)
  if (party.id === null || party.kind === 'system') return null
  // Whoever watches hears it alike: with a seller among them a shopper goes by the first name.
  const isShy = party.kind === 'shopper' && (await hasSeller(reader, id))
  return { kind: party.kind, id: party.id, name: isShy ? firstNameSeen(party.name) : party.name }
}

// In another team, with another team's people in it, or somebody else's: whoever watches may have to let go.
function revoked(occurrence: Occurrence<unknown>): readonly string[] | 'all' | undefined {
  if (endsSight(occurrence)) return 'all'
  const { name, payload } = occurrence
  switch (name) {
    case conversationAssigned.name: {
      const { conversationId, teamId, before, merged } = payload as PayloadOf<typeof conversationAssigned>
      return teamId === before.teamId ? undefined : [conversationId, ...merged]
    }
    case conversationMerged.name:
    case conversationUnmerged.name:
      return [(payload as PayloadOf<typeof conversationMerged>).conversationId]
    case conversationChanged.name: {
      const { conversationId, fields } = payload as PayloadOf<typeof conversationChanged>
      return fields.includes('customer') || fields.includes('about') ? [conversationId] : undefined
    }
    case teamChanged.name:
    case staffChanged.name:
      return 'all'
    default:
      return undefined
  }
}
