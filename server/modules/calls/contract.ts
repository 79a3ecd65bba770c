import { contract } from '#platform/contract/contract'
import { AnyId, Instant, TimeZone, Words } from '#platform/contract/shapes'
import * as z from 'zod'

const Subject = z.object({
  kind: z.enum(['order', 'item', 'shipment', 'problem', 'return', 'refund', 'replacement', 'change', 'article']),
  id: AnyId,
})

export const CallAction = z.enum(['cancel', 'move', 'chat', 'phone'])

/** Where somebody wants to be reached: `browser` rings the page on which they asked. */
export const CallWay = z.enum(['phone', 'browser'])

/** A call that somebody asked for, as they see it. */
export const CallRequest = z
  .object({
    id: z.string(),
    conversationId: z.string(),
    reference: z.string().meta({ description: 'Said on the phone, such as MR-7F3K-29Q.' }),
    orderId: z.string().nullable(),
    state: z.enum(['scheduled', 'waiting', 'calling', 'talking', 'done', 'given_up', 'canceled']),
    source: z.enum(['asked', 'inbound']).meta({ description: 'inbound: they rang the store.' }),
    numberOnly: z
      .boolean()
      .meta({ description: 'Who it is was not proved: only the number is known, which anybody can fake.' }),
    way: CallWay,
    number: z.string().meta({ description: 'Only its end: •••• 0110; empty where the browser rings.' }),
    askedAt: z.string(),
    at: z.string().nullable().meta({ description: 'When it is tried: the chosen time, or that of another try.' }),
    tries: z.int().meta({ description: 'Tries that did not reach anybody.' }),
    outcome: z.string().nullable().meta({ description: 'What the last try came to, such as no_answer.' }),
    rings: z.boolean().meta({ description: 'The phone of whoever asked rings now, or will in a moment.' }),
    simulated: z.boolean().meta({ description: 'No telephone rings: this is a demonstration.' }),
    talk: z
      .object({ callId: z.string(), state: z.enum(['placing', 'agent', 'shopper', 'talking', 'held']) })
      .nullable()
      .meta({ description: 'The call in the browser that is under way; it rings here in the state shopper.' }),
    place: z
      .object({
        ahead: z.int().nullable(),
        waitSeconds: z.object({ from: z.int(), to: z.int() }).nullable(),
        openNow: z.boolean(),
        opensAt: z.string().nullable(),
      })
      .nullable()
      .meta({ description: 'While it waits.' }),
    person: z.object({ name: z.string() }).nullable(),
    seconds: z.int().nullable().meta({ description: 'How long they spoke.' }),
    agreed: z.string(),
    allowed: z.array(CallAction),
    version: z.int().meta({ description: 'Version of the live topic call:<id>.' }),
  })
  .meta({ id: 'CallRequest' })
export type CallRequest = z.infer<typeof CallRequest>

export const CallCommand = z.enum(['report', 'hold', 'resume', 'keys', 'hang_up', 'transfer', 'wrap_up'])

/** One try, as colleagues see it. */
export const Call = z
  .object({
    id: z.string(),
    requestId: z.string(),
    staff: z.object({ id: z.string(), name: z.string() }),
    state: z.enum(['placing', 'agent', 'shopper', 'talking', 'held', 'ended']),
    inBrowser: z.boolean().meta({ description: 'The agent speaks in the browser: a page of theirs has to join.' }),
    byHand: z.boolean().meta({ description: 'The number is dialed on another phone, and what happens is reported.' }),
    simulated: z.boolean(),
    machineHint: z.boolean().meta({ description: 'An answering machine may have picked up.' }),
    result: z.string().nullable(),
    placedAt: z.string(),
    answeredAt: z.string().nullable(),
    endedAt: z.string().nullable(),
    seconds: z.int(),
    passing: z
      .object({ name: z.string(), team: z.string().nullable(), state: z.enum(['ringing', 'not_taken']) })
      .nullable()
      .meta({
        description:
          'Whom it is being passed on to, or who did not take it; the first colleague speaks on until somebody has it.',
      }),
    wrappedUp: z.boolean(),
    allowed: z.array(CallCommand),
  })
  .meta({ id: 'Call' })
export type Call = z.infer<typeof Call>

const OwnPhone = z.object({ address: z.string().nullable() })

const one = z.strictObject({ id: z.string() })
const refusals = ['call_over', 'not_yours', 'not_possible_now'] as const

export const calls = contract({
  'GET /call-options': {
    summary: 'Before asking for a call: the number on file, how long it would take now, and times that can be chosen',
    input: z.strictObject({
      conversation: AnyId.optional(),
      about: z.string().max(300).optional().meta({ description: 'kind:id of what it will be about.' }),
      timeZone: TimeZone.optional(),
    }),
    output: z.object({
      number: z.string().nullable().meta({ description: 'The end of the number on file; null without one.' }),
      ways: z.array(CallWay).meta({ description: 'Ways to speak that the store offers.' }),
      now: z.boolean().meta({ description: 'Somebody is there who calls at once.' }),
      waitSeconds: z.object({ from: z.int(), to: z.int() }).nullable(),
      opensAt: z.string().nullable(),
      timeZone: z.string(),
      times: z.array(z.string()).meta({ description: 'Times that can be promised, earliest first.' }),
      open: CallRequest.nullable().meta({ description: 'The call about this that is under way already.' }),
    }),
  },
  'POST /call-requests': {
    summary: 'Call me, now or at a time; another one about the same answers the first',
    input: z.strictObject({
      about: Subject.optional(),
      conversation: AnyId.optional().meta({ description: 'The conversation that is to be spoken about.' }),
      number: z
        .string()
        .trim()
        .min(1)
        .max(40)
        .optional()
        .meta({ description: 'As people write it; the one on file unless given.' }),
      way: CallWay.optional().meta({ description: 'phone unless given; in the browser needs no number.' }),
      at: Instant.optional().meta({ description: 'One of the offered times, or another that suits both sides.' }),
      text: Words.max(2_000).optional().meta({ description: 'What we should know before.' }),
      timeZone: TimeZone.optional().meta({ description: 'The clock of whoever is called.' }),
      locale: z.string().max(35).optional(),
      customer: AnyId.optional().meta({ description: 'Keys only: whom to call.' }),
    }),
    output: CallRequest,
    refusals: [
      'nobody_here_now',
      'too_many_open',
      'mail_only',
      'blocked',
      'signed_identity_needed',
      'text_or_file_needed',
    ],
    status: 201,
    tool: 'request_call',
  },
  'GET /call-requests': {
    summary: 'My calls, open ones and the last ones, newest first',
    input: z.strictObject({ order: AnyId.optional() }),
    output: z.object({ data: z.array(CallRequest) }),
  },
  'GET /call-requests/:id': {
    summary: 'How it stands: place, estimate, the call, and what was agreed',
    input: one,
    output: CallRequest,
    tool: 'get_call_request',
  },
  'POST /call-requests/:id/cancellation': {
    summary: 'I need no call any more; a phone that rings stops',
    input: one,
    output: CallRequest,
    refusals: ['not_possible_now'],
  },
  'POST /call-requests/:id/time': {
    summary: 'Another time, or (without one) as soon as possible',
    input: z.strictObject({ id: z.string(), at: Instant.optional() }),
    output: CallRequest,
    refusals: ['not_possible_now'],
  },
  'POST /call-requests/:id/chat': {
    summary: 'Rather in writing: the same conversation, with the same waiting time',
    input: one,
    output: CallRequest,
    refusals: ['not_possible_now'],
  },
  'POST /call-requests/:id/phone': {
    summary: 'Rather by phone than in the browser: as soon as possible, with the same place',
    input: z.strictObject({
      id: z.string(),
      number: z.string().trim().min(1).max(40).optional().meta({ description: 'The one on file unless given.' }),
    }),
    output: CallRequest,
    refusals: ['not_possible_now', 'nobody_here_now'],
  },
  'GET /conversations/:id/calls': {
    summary: 'Calls of a conversation with every try',
    input: z.strictObject({ id: AnyId }),
    output: z.object({
      data: z.array(
        z.object({
          request: CallRequest,
          dial: z
            .object({ number: z.string(), shown: z.string() })
            .nullable()
            .meta({ description: 'For whoever dials it by hand now.' }),
          calls: z.array(Call),
        }),
      ),
    }),
  },
  'PUT /calls/:id/side': {
    summary: 'In the browser: what my page says of its side of a call, at each change and every few seconds',
    input: z.strictObject({
      id: z.string(),
      page: z
        .string()
        .regex(/^[\w-]{8,64}$/)
        .meta({ description: 'A name that the page gave itself.' }),
      state: z.enum(['join', 'here', 'connected', 'decline', 'leave']).meta({
        description: 'join takes the side, from another page of mine as well; here and connected are signs of life.',
      }),
    }),
    output: z.object({
      state: z.enum(['calling_agent', 'calling_shopper', 'bridged', 'held', 'ended']),
      isMine: z.boolean().meta({ description: 'False where another page has this side.' }),
      iceServers: z.array(
        z.object({ urls: z.string(), username: z.string().optional(), credential: z.string().optional() }),
      ),
    }),
  },
  'POST /calls/:id/result': {
    summary: 'Dialed by hand: what happened',
    input: z.strictObject({
      id: z.string(),
      result: z.enum(['connected', 'busy', 'no_answer', 'voicemail', 'rejected', 'invalid', 'ended']),
    }),
    output: Call,
    refusals: [...refusals, 'not_by_hand'],
  },
  'POST /calls/:id/hold': {
    summary: 'Neither hears the other',
    input: one,
    output: Call,
    refusals: [...refusals, 'not_supported'],
  },
  'POST /calls/:id/resumption': {
    summary: 'Both hear each other again',
    input: one,
    output: Call,
    refusals: [...refusals],
  },
  'POST /calls/:id/keys': {
    summary: 'Keys for the other side',
    input: z.strictObject({ id: z.string(), digits: z.string().regex(/^[0-9*#A-D]{1,32}$/, 'use digits, * and #') }),
    output: Call,
    refusals: [...refusals, 'not_supported'],
  },
  'POST /calls/:id/hang-up': { summary: 'End the call', input: one, output: Call, refusals: [...refusals] },
  'POST /calls/:id/transfer': {
    summary: 'A colleague speaks on, or whoever takes it in a team; the shopper stays in the call',
    input: z.strictObject({
      id: z.string(),
      staff: z.string().optional(),
      team: z
        .string()
        .optional()
        .meta({ description: 'Those who are free are asked in turn, and it becomes the team’s matter.' }),
      note: Words.max(2_000).optional().meta({ description: 'For whoever takes it.' }),
    }),
    output: Call,
    refusals: [...refusals, 'not_supported', 'not_in_team', 'person_not_here', 'no_room', 'nobody_free'],
  },
  'GET /calls/:id/colleagues': {
    summary: 'Who can be asked to speak on in my call: people who are here, and teams with those who are free',
    input: one,
    output: z.object({
      people: z.array(z.object({ id: z.string(), name: z.string(), isFree: z.boolean() })),
      teams: z.array(z.object({ id: z.string(), name: z.string(), free: z.int() })),
    }),
  },
  'GET /passed-calls': {
    summary: 'Calls that colleagues want me to take over now',
    input: z.strictObject({}),
    output: z.object({
      data: z.array(
        z.object({
          callId: z.string(),
          conversationId: z.string(),
          reference: z.string(),
          customerName: z.string(),
          from: z.object({ name: z.string() }),
          inBrowser: z.boolean().meta({ description: 'A page of mine takes it; else my phone rings.' }),
        }),
      ),
    }),
  },
  'POST /calls/:id/wrap-up': {
    summary: 'After the call: a note for colleagues, and what was agreed for the shopper',
    input: z.strictObject({
      id: z.string(),
      clientId: z.string().min(8).max(80),
      note: Words.max(4_000).optional(),
      agreed: Words.max(4_000).optional(),
    }),
    output: Call,
    refusals: ['not_yours', 'not_possible_now', 'not_joined', 'text_or_file_needed'],
  },
  'GET /own-phone': {
    summary: 'Where I am rung for calls; null is my desk phone when it is signed in, else my headset in the browser',
    input: z.strictObject({}),
    output: OwnPhone,
  },
  'PUT /own-phone': {
    summary:
      'Ring me at a number, at sip:name@host of a listed server or at client:name; desk: at my desk phone only, browser: at my headset, null: as it comes',
    input: z.strictObject({ address: z.string().trim().min(1).max(200).nullable() }),
    output: OwnPhone,
  },
  'POST /webhooks/telephone': {
    summary: 'What the provider of the telephone line asks and tells, signed; answered in its own language',
    input: z.strictObject({
      call: z.string().max(64).optional(),
      leg: z.string().max(10).optional(),
      step: z.string().max(10).optional(),
    }),
    output: z.string(),
    body: 'stream',
  },
  'GET /desk-phone': {
    summary: 'Where my own desk phone signs in, and whether it has',
    input: z.strictObject({}),
    output: z.object({
      deskPhone: z
        .object({
          server: z.string().meta({ description: 'Address and port.' }),
          realm: z.string(),
          account: z.string(),
          madeAt: z.string().nullable().meta({ description: 'When its password was made; null before the first one.' }),
          signedIn: z.boolean(),
        })
        .nullable()
        .meta({ description: 'Null where no line with desk phones is connected.' }),
    }),
  },
  'POST /desk-phone': {
    summary: 'A new password for my own desk phone, told this once; the one before works no longer',
    input: z.strictObject({}),
    output: z.object({ server: z.string(), realm: z.string(), account: z.string(), password: z.string() }),
    refusals: ['no_desk_phones'],
  },
  'GET /phone-line': {
    summary: 'How the telephone line is, and whose desk phones are signed in',
    input: z.strictObject({}),
    output: z.object({
      line: z
        .object({
          through: z.string().meta({ description: 'sip, twilio, manual (dialed by hand) or simulator.' }),
          state: z.enum(['ok', 'degraded', 'down']),
          detail: z.string(),
          since: z.string(),
          signedIn: z.array(z.object({ id: z.string(), name: z.string() })),
        })
        .nullable()
        .meta({ description: 'Null before the first line was connected.' }),
    }),
  },
})
