import { Channel } from '#contract/conversations'
import { contract } from '#platform/contract/contract'
import { AnyId } from '#platform/contract/shapes'
import * as z from 'zod'

export const ContactChannel = z.enum(['chat', 'mail', 'call'])

export const Queue = z
  .object({
    id: z.string(),
    name: z.string(),
    place: z.int(),
    team: z.object({ id: z.string(), name: z.string() }).nullable(),
    calendarId: z.string().nullable(),
    skill: z.string().nullable(),
    matches: z.object({
      channels: z.array(ContactChannel).optional(),
      intents: z.array(z.string()).optional(),
      locales: z.array(z.string()).optional(),
      minimumOrderMinor: z.int().optional(),
      safety: z.boolean().optional(),
    }),
    priority: z.int(),
    waiting: z.int(),
    longestWaitSeconds: z.int().nullable(),
    version: z.int(),
  })
  .meta({ id: 'Queue' })
export type Queue = z.infer<typeof Queue>

/** One matter that waits for, or is with, a person. */
export const Contact = z
  .object({
    id: z.string(),
    channel: ContactChannel.meta({
      description:
        'How it reaches people: chat waits for one now, mail has hours (whatever is written and not chatted).',
    }),
    via: Channel.meta({ description: 'What the shopper uses, as the conversation says it.' }),
    conversationId: z.string(),
    reference: z.string(),
    subject: z.string(),
    snippet: z
      .string()
      .nullable()
      .meta({ description: 'Beginning of the first thing that the shopper said; null while they said nothing.' }),
    customerName: z.string(),
    intent: z.string().nullable(),
    incidentId: z.string().nullable().meta({ description: 'The known incident that lies behind it.' }),
    queue: z.object({ id: z.string(), name: z.string() }),
    state: z.enum(['waiting', 'offered', 'held', 'done', 'abandoned']),
    staff: z.object({ id: z.string(), name: z.string() }).nullable(),
    waitingFrom: z.string(),
    offerEndsAt: z.string().nullable(),
    acceptedAt: z.string().nullable(),
    priority: z.int(),
    version: z.int(),
  })
  .meta({ id: 'Contact' })
export type Contact = z.infer<typeof Contact>

export const Presence = z
  .object({
    staff: z.object({ id: z.string(), name: z.string() }),
    status: z.enum(['online', 'busy', 'offline']),
    here: z.boolean().meta({ description: 'Online, and heard from within the grace time.' }),
    since: z.string(),
    load: z.int(),
    capacity: z.int(),
    holding: z.array(z.object({ contactId: z.string(), channel: ContactChannel, conversationId: z.string() })),
    teams: z.array(z.string()),
  })
  .meta({ id: 'Presence' })
export type Presence = z.infer<typeof Presence>

/** What somebody who waits is told: honest, and with what works meanwhile. */
export const Place = z
  .object({
    state: z.enum(['waiting', 'with_person', 'closed', 'none']),
    ahead: z.int().nullable(),
    waitSeconds: z
      .object({ from: z.int(), to: z.int() })
      .nullable()
      .meta({ description: 'An estimate from how fast people come free now; null when nothing honest can be said.' }),
    person: z.object({ name: z.string() }).nullable(),
    openNow: z.boolean(),
    opensAt: z.string().nullable().meta({ description: 'When a person is there again, if nobody is now.' }),
    offers: z.array(z.enum(['message', 'call_me', 'mail', 'self_service'])),
  })
  .meta({ id: 'Place' })
export type Place = z.infer<typeof Place>

export const routing = contract({
  'GET /queue': {
    summary: 'My work: what is offered to me, what I hold, and what waits in queues that I serve',
    input: z.strictObject({}),
    output: z.object({
      presence: Presence,
      offered: z.array(Contact),
      held: z.array(Contact),
      lost: z
        .array(Contact)
        .meta({ description: 'What went to others while I was away, or was taken over, and is not over.' }),
      waiting: z.array(Contact).meta({ description: 'Longest wait first, at most 50.' }),
      waitingTotal: z.int().meta({ description: 'Counted up to 10,000.' }),
      version: z.int().meta({ description: 'Version of the live topic agent:<staff id>.' }),
    }),
  },
  'PUT /presence': {
    summary: 'I am online, busy or gone; also the heartbeat, every 20 seconds',
    input: z.strictObject({
      status: z.enum(['online', 'busy', 'offline']),
      beat: z.boolean().optional().meta({
        description:
          'Only a sign of life: the status stays what it is, such as busy after offers that nobody answered. Adopt the one that is answered.',
      }),
    }),
    output: Presence,
  },
  'POST /contacts/:id/acceptance': {
    summary: 'Take what was offered to me, or (from my queues) the one that waits',
    input: z.strictObject({ id: z.string() }),
    output: Contact,
    refusals: ['taken_by_another', 'offer_over', 'no_room'],
  },
  'POST /contacts/:id/decline': {
    summary: 'Let it go to the next person',
    input: z.strictObject({ id: z.string() }),
    output: Contact,
    refusals: ['offer_over'],
  },
  'POST /contacts/:id/hand-over': {
    summary: 'Back to the queue, to another queue or to one person, with the shopper’s waiting time and a note',
    input: z.strictObject({
      id: z.string(),
      queue: z.string().optional(),
      staff: z.string().optional(),
      note: z.string().trim().max(2_000).optional(),
    }),
    output: Contact,
    refusals: ['not_yours', 'person_not_here', 'no_room', 'not_in_team', 'speaking_now'],
  },
  'POST /contacts/:id/take-over': {
    summary: 'A lead takes a running one over',
    input: z.strictObject({ id: z.string() }),
    output: Contact,
    refusals: ['not_possible_now'],
  },
  'GET /conversations/:id/place': {
    summary: 'Where somebody who waits stands, how long it will take, and what works meanwhile',
    input: z.strictObject({ id: AnyId }),
    output: Place,
  },
  'GET /contact-options': {
    summary: 'Before writing: is a person there, how long would it take, and what works now',
    input: z.strictObject({ about: z.string().max(300).optional(), intent: z.string().max(60).optional() }),
    output: Place,
    public: true,
  },
  'GET /wall': {
    summary: 'Now: waiting, longest wait, people and their load',
    input: z.strictObject({}),
    output: z.object({
      at: z.string(),
      waiting: z.array(Contact),
      longestWaitSeconds: z.int().nullable(),
      queues: z.array(Queue),
      people: z.array(Presence),
      today: z.object({
        contacts: z.int(),
        abandoned: z.int(),
        medianWaitSeconds: z.int().nullable(),
        p90WaitSeconds: z.int().nullable(),
        inTargetShare: z.number().nullable(),
      }),
      version: z.int(),
    }),
  },
  'GET /queues': { summary: 'Queues in order', input: z.strictObject({}), output: z.object({ data: z.array(Queue) }) },
  'POST /queues': {
    summary: 'A new queue',
    input: z.strictObject({
      name: z.string().trim().min(1).max(80),
      place: z.int().min(0).max(1_000),
      team: z.string().nullable().optional(),
      calendar: z.string().nullable().optional(),
      skill: z.string().trim().max(60).nullable().optional(),
      matches: Queue.shape.matches.optional(),
      priority: z.int().min(0).max(9).optional(),
    }),
    output: Queue,
    status: 201,
  },
  'PUT /queues/:id': {
    summary: 'Change or (archived) close a queue; what waits in a closed one goes to the next that matches',
    input: z.strictObject({
      id: z.string(),
      name: z.string().trim().min(1).max(80).optional(),
      place: z.int().min(0).max(1_000).optional(),
      team: z.string().nullable().optional(),
      calendar: z.string().nullable().optional(),
      skill: z.string().trim().max(60).nullable().optional(),
      matches: Queue.shape.matches.optional(),
      priority: z.int().min(0).max(9).optional(),
      archived: z.boolean().optional(),
      version: z.int(),
    }),
    output: Queue,
    refusals: ['changed_meanwhile', 'last_queue'],
  },
  'POST /intents': {
    summary: 'What a sentence is about: the route it would take, with how sure we are',
    input: z.strictObject({ text: z.string().max(4_000), locale: z.string().max(35).optional() }),
    output: z.object({
      intent: z.string().nullable().meta({ description: 'null: not sure enough, a person decides.' }),
      confidence: z.number(),
      likely: z.array(z.object({ intent: z.string(), confidence: z.number() })),
    }),
  },
})
