import { StoredFile } from '#contract/files'
import { contract } from '#platform/contract/contract'
import { AnyId, Email, Instant, page, PageQuery, TimeZone, Words } from '#platform/contract/shapes'
import * as z from 'zod'

export const Channel = z.enum(['chat', 'mail', 'call', 'web', 'import'])

/** What a conversation is about. Opaque here: who shows it knows how to open it. */
export const Subject = z.object({
  kind: z.enum(['order', 'item', 'shipment', 'problem', 'return', 'refund', 'replacement', 'change', 'article']),
  id: AnyId,
})

export const Author = z.object({
  kind: z.enum(['shopper', 'visitor', 'staff', 'seller', 'system', 'assistant']),
  id: z.string().nullable(),
  name: z.string().meta({ description: 'As the other side sees it: of staff the first name only.' }),
})

/** Something that happened in the conversation; screens put it into words in their own language. */
export const Notice = z.object({
  code: z.enum([
    'opened',
    'joined',
    'left',
    'handed_over',
    'agent_gone',
    'goes_on_by_mail',
    'resolved',
    'reopened',
    'merged',
    'split',
    'remedy_taken',
    'warned',
    'quiet',
    'call_asked',
    'call_ended',
    'call_missed',
    'call_canceled',
  ]),
  values: z.record(z.string(), z.string()),
})

export const Message = z
  .object({
    id: z.string(),
    conversationId: z.string(),
    position: z
      .int()
      .meta({ description: 'Place in its conversation, from 1; messages without a gap, notes included.' }),
    clientId: z.string().nullable(),
    kind: z.enum(['message', 'note', 'notice']),
    author: Author,
    channel: Channel,
    text: z.string().meta({ description: 'Plain text as written; card numbers are gone before it is stored.' }),
    notice: Notice.nullable(),
    redacted: z
      .array(z.string())
      .meta({ description: 'What was taken out before it was stored, such as card_number.' }),
    retracted: z.boolean(),
    files: z.array(StoredFile),
    mentions: z.array(z.object({ staffId: z.string(), name: z.string() })),
    at: z.string(),
  })
  .meta({ id: 'Message' })
export type Message = z.infer<typeof Message>

export const ConversationAction = z.enum([
  'write',
  'upload',
  'resolve',
  'reopen',
  'transcript',
  'note',
  'assign',
  'move',
  'tag',
  'merge',
  'undo_merge',
  'split',
  'follow',
  'warn',
  'restrict',
])

/** A conversation as whoever asks may see it. Fields for staff are absent for shoppers. */
export const Conversation = z
  .object({
    id: z.string(),
    reference: z.string().meta({ description: 'Said on the phone and written on every message, such as MR-7F3K-29Q.' }),
    state: z.enum(['open', 'resolved']),
    channel: Channel,
    subject: z.string(),
    about: z.object({ kind: z.string(), id: z.string() }).nullable(),
    orderId: z.string().nullable(),
    openedAt: z.string(),
    lastMessageAt: z.string().nullable(),
    lastPosition: z.int(),
    lastText: z.string().nullable().meta({ description: 'Beginning of the last message that the reader may see.' }),
    unread: z.int().meta({ description: 'Messages of the other side after the last one seen.' }),
    with: z
      .object({ name: z.string(), photoUrl: z.string().nullable() })
      .nullable()
      .meta({ description: 'The person who answers, once there is one.' }),
    seenByOther: z.int().meta({ description: 'Up to which position the other side has seen it.' }),
    asksSolved: z.boolean().meta({
      description: 'A person has answered and nothing waits: whoever wrote may be asked whether that solved it.',
    }),
    resumeUntil: z.string().nullable().meta({ description: 'How long it can be taken up again under its reference.' }),
    continues: z.object({ id: z.string(), reference: z.string() }).nullable().meta({
      description: 'The older one that this one goes on with, when that could no longer be taken up.',
    }),
    version: z.int().meta({ description: 'Version of the live topic conversation:<id>.' }),
    allowed: z.array(z.object({ action: ConversationAction, until: z.string().nullable().optional() })),
    notAllowed: z.array(z.object({ action: ConversationAction, code: z.string(), message: z.string() })),
    desk: z
      .object({
        customer: z.object({ id: z.string(), name: z.string(), email: z.string().nullable() }).nullable(),
        visitor: z.object({ id: z.string(), name: z.string(), email: z.string().nullable() }).nullable(),
        snippet: z
          .string()
          .nullable()
          .meta({ description: 'Beginning of the first thing that the shopper said; null while they said nothing.' }),
        verified: z.boolean().meta({ description: 'A real sign-in or signed identity stands behind it.' }),
        assignee: z.object({ id: z.string(), name: z.string() }).nullable(),
        team: z.object({ id: z.string(), name: z.string() }).nullable(),
        intent: z.object({ code: z.string(), confidence: z.number() }).nullable(),
        tags: z.array(z.string()),
        priority: z.int(),
        waitingSince: z.string().nullable(),
        cause: z.string().nullable(),
        mergedInto: z.string().nullable(),
        merged: z.array(z.object({ id: z.string(), reference: z.string() })),
        splitFrom: z.string().nullable(),
        undoableSplit: z.string().nullable().meta({
          description: 'The split that made it, while whoever asks can undo it: DELETE /splits/:id.',
        }),
        following: z.boolean().meta({ description: 'Whether whoever asks hears of what happens in it.' }),
        conduct: z.enum(['warned', 'mail_only', 'blocked']).nullable(),
        flags: z.array(z.enum(['bereavement'])),
        incidentId: z.string().nullable(),
        version: z.int().meta({ description: 'Version of the live topic desk:<id>: notes, assignment, tags.' }),
      })
      .optional(),
  })
  .meta({ id: 'Conversation' })
export type Conversation = z.infer<typeof Conversation>

export const Draft = z
  .object({
    kind: z.enum(['message', 'note']),
    text: z.string(),
    files: z.array(StoredFile),
    version: z.int(),
    updatedAt: z.string().nullable(),
  })
  .meta({ id: 'Draft' })
export type Draft = z.infer<typeof Draft>

// Long enough for a whole letter.
const text = z.string().max(65_000)
const fileIds = z.array(z.string()).max(10)
const clientId = z.string().min(8).max(100).meta({
  description:
    'Chosen by the sender’s program. The same one sent again is the same message, whatever the connection did.',
})

export const conversations = contract({
  'POST /conversations': {
    summary: 'Begin a conversation, with its first message',
    input: z.strictObject({
      about: Subject.optional(),
      subject: z.string().trim().max(200).optional(),
      channel: z
        .enum(['chat', 'web'])
        .optional()
        .meta({ description: 'chat (default) waits for a person now; web is answered by mail.' }),
      text,
      files: fileIds.optional(),
      clientId: clientId.optional(),
      intent: z
        .string()
        .max(60)
        .optional()
        .meta({ description: 'What the shopper chose on the way here, such as damaged.' }),
      locale: z.string().max(35).optional(),
      search: z.string().max(100).optional().meta({ description: 'The search of the help center that came before.' }),
      name: z.string().trim().max(120).optional().meta({ description: 'Of somebody without an account.' }),
      email: Email.optional().meta({ description: 'Where it may go on by mail; it identifies nobody.' }),
      customer: AnyId.optional().meta({ description: 'Staff only: whom it is with.' }),
      to: z.enum(['store', 'seller']).optional().meta({
        description:
          'seller: with whoever sold what it is about, who is given time to answer first; the store can read along.',
      }),
    }),
    output: z.object({ conversation: Conversation, message: Message }),
    refusals: ['text_or_file_needed', 'signed_identity_needed', 'mail_only', 'blocked', 'only_ourselves', 'no_seller'],
    status: 201,
    tool: 'start_conversation',
  },
  'GET /conversations': {
    summary: 'My conversations, newest first; for staff, those they may see',
    input: z.strictObject({
      state: z.enum(['open', 'resolved']).optional(),
      view: z
        .enum(['mine', 'unassigned', 'mentions', 'following', 'all'])
        .optional()
        .meta({ description: 'Staff only.' }),
      team: z.string().optional(),
      customer: AnyId.optional().meta({ description: 'Staff only: whose.' }),
      order: AnyId.optional(),
      about: z.string().max(300).optional().meta({ description: 'kind:id of what it is about.' }),
      channel: Channel.optional(),
      tag: z.string().max(60).optional(),
      ...PageQuery,
    }),
    output: page(Conversation),
  },
  'GET /conversations/counts': {
    summary: 'How many open conversations each of my lists holds, as far as I may see them; counted up to 10,000',
    input: z.strictObject({}),
    output: z.object({
      mine: z.int(),
      unassigned: z.int(),
      mentions: z.int(),
      following: z.int(),
      all: z.int(),
      teams: z.array(z.object({ id: z.string(), name: z.string(), open: z.int() })),
    }),
  },
  'GET /conversations/:id': {
    summary: 'One conversation',
    input: z.strictObject({ id: AnyId }),
    output: Conversation,
    tool: 'get_conversation',
  },
  'GET /conversations/:id/messages': {
    summary: 'Its messages, oldest first: those after a position, or the last ones before one',
    input: z.strictObject({
      id: AnyId,
      after: z.coerce.number().int().min(0).optional(),
      before: z.coerce.number().int().min(1).optional(),
      afterMessage: z.string().max(100).optional().meta({
        description: 'As after, by message: where several conversations are shown as one, positions are of each one.',
      }),
      beforeMessage: z.string().max(100).optional(),
      limit: z.coerce.number().int().min(1).max(200).optional(),
    }),
    output: z.object({ data: z.array(Message), hasEarlier: z.boolean(), version: z.int() }),
  },
  'POST /conversations/:id/messages': {
    summary: 'Write; taken exactly once for each client id, also after it was resolved',
    input: z.strictObject({
      id: AnyId,
      clientId,
      text,
      files: fileIds.optional(),
      kind: z.enum(['message', 'note']).optional().meta({ description: 'note: for colleagues only (staff).' }),
      mentions: z.array(z.string()).max(20).optional().meta({ description: 'Staff ids; only people who may see it.' }),
    }),
    output: z.object({
      message: Message,
      conversation: z.object({ id: z.string(), reference: z.string() }).meta({
        description: 'Where it was stored: another one when the old one can no longer be taken up.',
      }),
    }),
    refusals: [
      'text_or_file_needed',
      'mail_only',
      'blocked',
      'signed_identity_needed',
      'not_joined',
      'attachments_too_large',
      'only_ourselves',
    ],
    status: 201,
    tool: 'write_message',
  },
  'POST /messages/:id/retraction': {
    summary: 'Undo send: take back what nobody on the other side has seen yet',
    input: z.strictObject({ id: z.string() }),
    output: Message,
    refusals: ['already_seen', 'too_late', 'not_yours'],
  },
  'POST /conversations/:id/read': {
    summary: 'I have seen everything up to this position',
    input: z.strictObject({ id: AnyId, position: z.int().min(0) }),
    output: z.object({ unread: z.int(), position: z.int() }),
  },
  'GET /conversations/:id/draft': {
    summary: 'What I had begun to write, on any of my screens',
    input: z.strictObject({ id: AnyId, kind: z.enum(['message', 'note']).optional() }),
    output: Draft,
  },
  'PUT /conversations/:id/draft': {
    summary: 'Keep what I have begun to write; an empty one is dropped',
    input: z.strictObject({
      id: AnyId,
      kind: z.enum(['message', 'note']).optional(),
      text,
      files: fileIds.optional(),
      version: z.int().min(0).meta({ description: 'Of the draft that this one continues; 0 for a new one.' }),
    }),
    output: Draft,
    refusals: ['draft_moved_on'],
  },
  'POST /conversations/:id/resolution': {
    summary: 'It is solved; staff name the cause',
    input: z.strictObject({
      id: AnyId,
      cause: Words.max(60).optional(),
      note: z.string().trim().max(2_000).optional(),
    }),
    output: Conversation,
    refusals: ['cause_needed', 'not_possible_now', 'mail_only', 'blocked'],
  },
  'POST /conversations/:id/reopening': {
    summary: 'Not solved after all: open again under the same reference',
    input: z.strictObject({ id: AnyId }),
    output: Conversation,
    refusals: ['not_possible_now', 'too_late', 'mail_only', 'blocked'],
  },
  'POST /conversations/:id/leaving': {
    summary: 'I go now: the answer comes by mail; writing here still works',
    input: z.strictObject({
      id: AnyId,
      email: Email.optional().meta({ description: 'Of a visitor without an account: where the answer goes.' }),
    }),
    output: Conversation,
    refusals: ['no_address'],
  },
  'POST /conversations/:id/assignment': {
    summary: 'Take it, give it to a colleague or a team, or put it back',
    input: z.strictObject({
      id: AnyId,
      staff: z.string().nullable().optional(),
      team: z.string().nullable().optional(),
      note: z.string().trim().max(2_000).optional(),
    }),
    output: Conversation,
    refusals: ['not_in_team', 'only_reads', 'person_not_active', 'speaking_now'],
  },
  'PUT /conversations/:id/tags': {
    summary: 'Its tags',
    input: z.strictObject({ id: AnyId, tags: z.array(z.string().trim().min(1).max(40)).max(20) }),
    output: Conversation,
  },
  'PUT /conversations/:id/about': {
    summary: 'Link it with an order, a return or another thing of the same shopper, or with none',
    input: z.strictObject({ id: AnyId, about: Subject.nullable() }),
    output: Conversation,
  },
  'PUT /conversations/:id/following': {
    summary: 'Hear of what happens in it, or no longer',
    input: z.strictObject({ id: AnyId, following: z.boolean() }),
    output: Conversation,
  },
  'POST /conversations/:id/merge': {
    summary: 'The same matter as another one of the same shopper: show both as one',
    input: z.strictObject({ id: AnyId, into: AnyId }),
    output: Conversation,
    refusals: ['same_conversation', 'another_shopper', 'already_merged'],
  },
  'DELETE /conversations/:id/merge': {
    summary: 'Undo the merge: each has its own messages again, later ones on the right side',
    input: z.strictObject({ id: AnyId }),
    output: Conversation,
    refusals: ['not_merged'],
  },
  'POST /conversations/:id/split': {
    summary: 'A second matter begins at this message: the rest goes into a conversation of its own',
    input: z.strictObject({
      id: AnyId,
      messages: z.array(z.string()).min(1).max(200),
      subject: z.string().trim().max(200).optional(),
    }),
    output: z.object({ conversation: Conversation, split: z.object({ id: z.string() }) }),
    refusals: ['nothing_left'],
    status: 201,
  },
  'DELETE /splits/:id': {
    summary: 'Undo a split',
    input: z.strictObject({ id: z.string() }),
    output: Conversation,
    refusals: ['not_possible_now'],
  },
  'GET /mentions': {
    summary: 'Where colleagues named me, newest first',
    input: z.strictObject({ unseen: z.enum(['true', 'false']).optional(), ...PageQuery }),
    output: page(z.object({ message: Message, conversation: Conversation, seenAt: z.string().nullable() })),
  },
})

export const conversationSearch = contract({
  'GET /conversations/search': {
    summary: 'Find conversations by reference, words, name, e-mail or file name',
    input: z.strictObject({ q: z.string().trim().min(2).max(200), ...PageQuery }),
    output: page(
      z.object({
        conversation: Conversation,
        hit: z.object({
          messageId: z.string().nullable(),
          position: z.int().nullable(),
          text: z.string(),
          at: z.string(),
        }),
      }),
    ),
    refusals: ['search_too_broad'],
  },
})

export const transcripts = contract({
  'GET /conversations/:id/transcript': {
    summary: 'Everything that was said, as JSON, plain text or PDF; notes and what was taken back are no part of it',
    input: z.strictObject({
      id: AnyId,
      format: z.enum(['json', 'text', 'pdf']).optional(),
      timeZone: TimeZone.optional().meta({ description: 'By whose clock times are; of json they are instants.' }),
    }),
    output: z.any(),
    body: 'multipart',
  },
  'POST /conversations/:id/transcript': {
    summary: 'Mail the transcript to the shopper',
    input: z.strictObject({
      id: AnyId,
      email: Email.optional().meta({ description: 'Of a visitor without an account.' }),
    }),
    output: z.object({ queued: z.literal(true), to: z.string() }),
    refusals: ['no_address'],
    status: 202,
  },
})

export const Conduct = z
  .object({
    id: z.string(),
    customerId: z.string().nullable(),
    visitorId: z.string().nullable(),
    step: z.enum(['warned', 'mail_only', 'blocked']),
    reason: z.string(),
    by: z.object({ id: z.string(), name: z.string() }),
    at: z.string(),
    expiresAt: z.string().nullable(),
    liftedAt: z.string().nullable(),
  })
  .meta({ id: 'Conduct' })
export type Conduct = z.infer<typeof Conduct>

/** How we answer abuse, and what to know before writing to somebody. Remedies stay whatever happens here. */
export const conduct = contract({
  'POST /conversations/:id/conduct': {
    summary: 'Warn, answer by mail only, or (a supervisor, with an end) block; each step follows the one before',
    input: z.strictObject({
      id: AnyId,
      step: z.enum(['warned', 'mail_only', 'blocked']),
      reason: z.string().trim().min(3).max(1_000),
      expiresAt: Instant.optional().meta({ description: 'Needed for blocked.' }),
    }),
    output: Conduct,
    refusals: ['warn_first', 'supervisor_needed', 'end_needed'],
    status: 201,
  },
  'DELETE /conduct/:id': {
    summary: 'Lift it before its end',
    input: z.strictObject({ id: z.string() }),
    output: Conduct,
  },
  'PUT /customers/:id/flags/:flag': {
    summary: 'Note what colleagues should know first; bereavement stops surveys and cheerful wording',
    input: z.strictObject({
      id: AnyId,
      flag: z.enum(['bereavement']),
      on: z.boolean(),
      note: Words.max(500).optional(),
    }),
    output: z.object({ flags: z.array(z.enum(['bereavement'])) }),
  },
})
