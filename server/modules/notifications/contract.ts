import { contract } from '#platform/contract/contract'
import { Instant } from '#platform/contract/shapes'
import * as z from 'zod'

const Channel = z.enum(['email', 'app', 'push', 'sms'])

const ChannelChoice = z.object({
  channel: Channel,
  wanted: z.boolean(),
  always: z.boolean().meta({ description: 'Comes whatever the choice.' }),
  daily: z.boolean().nullable().meta({
    description: 'Whether these mails are gathered into one a day; null where they cannot be.',
  }),
})

export const NotificationPreferences = z
  .object({
    topics: z.array(
      z.object({
        topic: z.string(),
        words: z.string(),
        wanted: z.boolean().meta({ description: 'Whether mails about it come.' }),
        always: z.boolean().meta({ description: 'Mailed whatever the choice: sign-in codes and money.' }),
        channels: z
          .array(ChannelChoice)
          .meta({ description: 'The ways by which it can be told; others cannot be chosen.' }),
      }),
    ),
    push: z.object({
      available: z.boolean(),
      publicKey: z.string().nullable().meta({ description: 'With it a browser subscribes.' }),
      browsers: z.array(z.object({ id: z.string(), name: z.string(), endpoint: z.string(), since: Instant })),
    }),
    sms: z.object({
      available: z.boolean(),
      number: z.string().nullable().meta({ description: 'Only its end: `•••• 0110`.' }),
      state: z.enum(['none', 'code_sent', 'on', 'stopped']).meta({
        description: '`stopped`: the number answered STOP, and has to text START before anything goes there again.',
      }),
    }),
    quiet: z.object({ from: z.string(), to: z.string(), zone: z.string() }).meta({
      description:
        'Between these times, by the clock of the zone, nobody is pushed to or texted. Mail waits for nothing.',
    }),
    dailyAt: z.string(),
  })
  .meta({ id: 'NotificationPreferences' })
export type NotificationPreferences = z.infer<typeof NotificationPreferences>

export const Inbox = z
  .object({
    data: z.array(
      z.object({
        id: z.string(),
        topic: z.string(),
        title: z.string(),
        words: z.string(),
        over: z
          .boolean()
          .meta({ description: 'A time by which something was to happen has passed since it was told.' }),
        path: z.string().nullable().meta({ description: 'Where it leads, below the public address.' }),
        at: Instant,
        read: z.boolean(),
      }),
    ),
    nextCursor: z.string().nullable(),
    unread: z.int(),
  })
  .meta({ id: 'Inbox' })
export type Inbox = z.infer<typeof Inbox>

const Unread = z.object({ unread: z.int() })

/** What the link in a mail is about, for a page that needs no sign-in. */
export const MailChoice = z.object({
  topics: z.array(z.string()).meta({ description: 'Several, where the mail told several pieces of news.' }),
  words: z.string(),
  wanted: z.boolean(),
  store: z.string(),
})
export type MailChoice = z.infer<typeof MailChoice>

const proof = { token: z.string().min(1).max(500) }

const TemplateName = z.string().max(60)

export const NotificationTemplate = z.object({
  name: z.string(),
  subject: z.string().meta({ description: 'In the language that was asked for.' }),
  topic: z.string(),
  audience: z.enum(['shopper', 'seller', 'staff', 'address']),
  channels: z.array(Channel),
})

export const NotificationPreview = z.object({
  name: z.string(),
  subject: z.string(),
  text: z.string(),
  html: z.string(),
  /** Null: it is not told this way. */
  app: z.object({ title: z.string(), words: z.string() }).nullable(),
  push: z.object({ title: z.string(), words: z.string() }).nullable(),
  sms: z.string().nullable(),
})
export type NotificationPreview = z.infer<typeof NotificationPreview>

const locale = z.string().max(35).optional()

export const notifications = contract({
  'GET /me/notifications': {
    summary: 'How I want to be told',
    input: z.strictObject({}),
    output: NotificationPreferences,
  },
  'PUT /me/notifications': {
    summary: 'Choose how I want to be told',
    description: 'What is left out stays as it is. Without a channel it is about mail.',
    input: z.strictObject({
      topics: z
        .array(
          z.strictObject({
            topic: z.string(),
            channel: Channel.optional(),
            wanted: z.boolean().optional(),
            daily: z.boolean().optional(),
          }),
        )
        .max(50),
    }),
    output: NotificationPreferences,
  },
  'POST /me/browsers': {
    summary: 'Let this browser be pushed to',
    input: z.strictObject({
      endpoint: z
        .url({ protocol: /^https?$/ })
        .max(1_000)
        .meta({ description: 'As `PushSubscription.endpoint` says.' }),
      p256dh: z.string().max(200),
      auth: z.string().max(100),
    }),
    output: NotificationPreferences,
    refusals: ['push_not_connected'],
  },
  'DELETE /me/browsers/:id': {
    summary: 'Push nothing to a browser any more',
    input: z.strictObject({ id: z.string() }),
    output: NotificationPreferences,
  },
  'POST /me/text-number': {
    summary: 'Give a number for texts; a code goes there',
    input: z.strictObject({ phone: z.string().min(1).max(40) }),
    output: NotificationPreferences,
    refusals: ['sms_not_connected', 'sms_stopped', 'too_many_codes'],
  },
  'POST /me/text-number/confirmation': {
    summary: 'Confirm the number with the code that was texted',
    input: z.strictObject({ code: z.string().min(1).max(20) }),
    output: NotificationPreferences,
    refusals: ['code_wrong', 'code_expired', 'too_many_tries'],
  },
  'DELETE /me/text-number': {
    summary: 'Forget the number for texts',
    input: z.strictObject({}),
    output: NotificationPreferences,
  },
  'GET /me/inbox': {
    summary: 'My news, newest first, and how much of it is unread',
    input: z.strictObject({
      limit: z.int().min(1).max(100).optional(),
      cursor: z.string().max(500).optional(),
      locale: z.string().max(35).optional().meta({ description: 'The language of the page; else the account’s.' }),
    }),
    output: Inbox,
  },
  'PUT /me/inbox/:id': {
    summary: 'Mark a piece of news as read, or as unread again',
    input: z.strictObject({ id: z.string(), read: z.boolean() }),
    output: Unread,
  },
  'POST /me/inbox/reading': {
    summary: 'Mark all my news as read',
    input: z.strictObject({}),
    output: Unread,
    refusals: [],
  },
  'GET /mail-choices': {
    summary: 'What the link at the end of a mail is about',
    input: z.strictObject(proof),
    output: MailChoice,
    public: false,
  },
  'POST /mail-choices': {
    summary: 'No more mails of a kind, or yes again, by the link at the end of one',
    input: z.strictObject({ ...proof, wanted: z.boolean() }),
    output: MailChoice,
    refusals: [],
    public: false,
  },
  'GET /unsubscribe': {
    summary: 'Where the link leads that mail programs show; it changes nothing',
    input: z.strictObject(proof),
    output: z.unknown(),
    public: false,
  },
  'POST /unsubscribe': {
    summary: 'No more mails of a kind, by one click in a mail program (RFC 8058)',
    input: z.strictObject(proof),
    output: z.unknown(),
    refusals: [],
    body: 'stream',
    public: false,
  },
  'POST /webhooks/texts': {
    summary: 'What the provider of text messages tells us',
    input: z.strictObject({}),
    output: z.unknown(),
    refusals: [],
    body: 'stream',
    public: false,
  },
  'GET /notification-templates': {
    summary: 'Everything that people are told, and by which ways',
    input: z.strictObject({ locale }),
    output: z.object({ data: z.array(NotificationTemplate) }),
  },
  'GET /notification-templates/:name': {
    summary: 'How one of them looks, with sample values; nothing is sent',
    input: z.strictObject({ name: TemplateName, locale, scheme: z.enum(['light', 'dark']).optional() }),
    output: NotificationPreview,
  },
})
