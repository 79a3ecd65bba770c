import { contract } from '#platform/contract/contract'
import { AnyId, Email, page, PageQuery, Words } from '#platform/contract/shapes'
import * as z from 'zod'

const ProviderAccount = z.enum(['google', 'microsoft'])
const WebhookProvider = z.enum(['mailgun', 'postmark', 'sendgrid'])

export const Mailbox = z
  .object({
    id: z.string(),
    kind: z.enum(['imap', 'smtp', 'webhook']).meta({
      description: 'How its mail comes: read from a server, taken in by our own listener, or brought by a provider.',
    }),
    address: z.string(),
    name: z.string(),
    aliases: z
      .array(z.string())
      .meta({ description: 'Other addresses whose mail arrives here; they are our own too.' }),
    formSenders: z
      .array(z.string())
      .meta({ description: 'Own forms: of their mail the first address of Reply-To is who wrote.' }),
    teamId: z.string().nullable(),
    server: z
      .object({
        host: z.string(),
        port: z.int(),
        security: z.enum(['tls', 'starttls', 'none']),
        account: z.string(),
        folder: z.string(),
      })
      .nullable()
      .meta({ description: 'Of kind imap.' }),
    auth: z
      .enum(['password', ...ProviderAccount.options])
      .nullable()
      .meta({ description: 'Of kind imap: how its server is signed in to.' }),
    signedIn: z
      .boolean()
      .nullable()
      .meta({ description: 'With an account of a provider: whether somebody allowed it; null with a password.' }),
    webhook: z.object({ provider: WebhookProvider, url: z.string() }).nullable().meta({
      description: 'Of kind webhook: where the provider is to send the raw mail.',
    }),
    sending: z
      .object({
        host: z.string(),
        port: z.int(),
        security: z.enum(['tls', 'starttls', 'none']),
        account: z.string().nullable(),
      })
      .nullable()
      .meta({ description: 'The server through which its mail leaves; null: the store’s.' }),
    deletesAfterwards: z.boolean(),
    active: z.boolean(),
    lastOkAt: z.string().nullable().meta({
      description:
        'When everything that lay there had been read last; where mail is brought, when some came last, to the minute.',
    }),
    failingSince: z.string().nullable(),
    failure: z.string().nullable().meta({
      description:
        'Why it does not work: sign_in_needed (sign in, or again), wrong_password, no_such_folder, unreachable, connection_lost, bad_signature, no_raw_mail, not_stored and others.',
    }),
    compared: z.object({ at: z.string(), onServer: z.int(), kept: z.int() }).nullable().meta({
      description: 'Each night: how many mails lay on the server, and how many of them were kept here already.',
    }),
    version: z.int(),
  })
  .meta({ id: 'Mailbox' })
export type Mailbox = z.infer<typeof Mailbox>

export const InboundMail = z
  .object({
    id: z.string(),
    mailboxId: z.string(),
    state: z.enum(['stored', 'filed', 'quarantined', 'duplicate']),
    from: z.object({ name: z.string(), address: z.string().nullable() }),
    subject: z.string(),
    receivedAt: z.string(),
    sizeBytes: z.int(),
    automatic: z.string().nullable(),
    problem: z.string().nullable().meta({ description: 'Why it was put aside.' }),
    conversationId: z.string().nullable(),
    why: z.string().nullable().meta({ description: 'Why it lies in that conversation.' }),
    suggestion: z.object({ conversationId: z.string(), why: z.string() }).nullable(),
  })
  .meta({ id: 'InboundMail' })
export type InboundMail = z.infer<typeof InboundMail>

const addresses = z.array(Email).max(20)
const SendingServer = z.strictObject({
  host: z.hostname().max(253),
  port: z.int().min(1).max(65_535),
  security: z.enum(['tls', 'starttls', 'none']),
  account: z.string().min(1).max(320).optional().meta({ description: 'Left out: it asks for no sign-in.' }),
})
const sendingPassword = z.string().min(1).max(1_000).optional()
const fields = {
  address: Email,
  name: z.string().trim().max(120).optional(),
  aliases: addresses.optional(),
  formSenders: addresses.optional(),
  team: z.string().nullable().optional(),
  kind: Mailbox.shape.kind.optional().meta({ description: 'imap, unless said; it never changes.' }),
  server: z
    .strictObject({
      host: z.hostname().max(253),
      port: z.int().min(1).max(65_535),
      security: z.enum(['tls', 'starttls', 'none']),
      account: z.string().min(1).max(320),
      folder: z.string().min(1).max(200).optional(),
    })
    .optional()
    .meta({ description: 'For kind imap; with an account of a provider its own server, unless said.' }),
  auth: z
    .enum(['password', ...ProviderAccount.options])
    .optional()
    .meta({ description: 'password, unless said.' }),
  password: z.string().min(1).max(1_000).optional().meta({ description: 'For kind imap with a password.' }),
  webhook: z
    .strictObject({ provider: WebhookProvider, secret: z.string().min(16).max(1_000).optional() })
    .optional()
    .meta({
      description:
        'For kind webhook. The secret is Mailgun’s signing key, name:password of Postmark’s URL, or SendGrid’s verification key.',
    }),
  sending: SendingServer.nullable().optional().meta({
    description: 'A server of its own for what leaves; null: the store’s. Left out, it stays.',
  }),
  sendingPassword: sendingPassword.meta({ description: 'Of the account there. It stays unless another one is sent.' }),
  deletesAfterwards: z.boolean().optional(),
  active: z.boolean().optional(),
}

export const mail = contract({
  'GET /mailboxes': {
    summary: 'Mailboxes that are read, and whether that works',
    input: z.strictObject({}),
    output: z.object({ data: z.array(Mailbox) }),
  },
  'POST /mailboxes': {
    summary: 'Read a mailbox from now on',
    input: z.strictObject(fields),
    output: Mailbox,
    refusals: ['address_taken', 'provider_not_set_up'],
    status: 201,
  },
  'PUT /mailboxes/:id': {
    summary: 'Change how a mailbox is read, or stop reading it; what is secret stays unless another one is sent',
    input: z.strictObject({ id: z.string(), ...fields, version: z.int() }),
    output: Mailbox,
    refusals: ['address_taken', 'changed_meanwhile', 'provider_not_set_up', 'kind_stays'],
  },
  'POST /mailboxes/sending-test': {
    summary: 'Connect and sign in to a server for what leaves, before it is saved; nothing is sent',
    input: z.strictObject({
      sending: SendingServer,
      sendingPassword,
      mailbox: z.string().optional().meta({ description: 'Whose kept password is used, where none is sent.' }),
    }),
    output: z.object({
      works: z.boolean(),
      failure: z.string().nullable().meta({
        description:
          'unauthorized (account or password), unreachable, timeout, connection_lost, address_not_allowed and others.',
      }),
    }),
  },
  'POST /mailboxes/:id/sign-in': {
    summary: 'Begin to sign a mailbox in with its provider: where to go in the browser; who comes back is signed in',
    input: z.strictObject({ id: z.string() }),
    output: z.object({ url: z.string() }),
    refusals: ['provider_not_set_up', 'signs_in_by_password'],
  },
  'GET /mailbox-sign-ins/return': {
    summary: 'Where a provider sends whoever signed a mailbox in; a page in the browser',
    input: z.looseObject({
      state: z.string().max(200).optional(),
      code: z.string().max(4_000).optional(),
      error: z.string().max(200).optional(),
    }),
    output: z.any(),
    public: false,
  },
  'POST /webhooks/mailgun/:mailbox/mime': {
    summary: 'A mail that Mailgun brings, as it came',
    input: z.strictObject({ mailbox: z.string() }),
    output: z.object({ kept: z.literal(true) }),
    body: 'stream',
  },
  'POST /webhooks/postmark/:mailbox': {
    summary: 'A mail that Postmark brings, as it came',
    input: z.strictObject({ mailbox: z.string() }),
    output: z.object({ kept: z.literal(true) }),
    body: 'stream',
  },
  'POST /webhooks/sendgrid/:mailbox': {
    summary: 'A mail that SendGrid brings, as it came',
    input: z.strictObject({ mailbox: z.string() }),
    output: z.object({ kept: z.literal(true) }),
    body: 'stream',
  },
  'GET /inbound-mails': {
    summary: 'Mail that came in, newest first',
    input: z.strictObject({
      state: InboundMail.shape.state.optional(),
      conversation: z.string().max(100).optional(),
      ...PageQuery,
    }),
    output: page(InboundMail),
  },
  'GET /inbound-mails/:id/original': {
    summary: 'The bytes of a mail as it came, as a file',
    input: z.strictObject({ id: z.string() }),
    output: z.any(),
  },
})

export const OutgoingMail = z
  .object({
    messageId: z.string().meta({ description: 'Of what was said; of what was forwarded the note that says so.' }),
    forwards: z.string().nullable().meta({
      description: 'The message that was forwarded to somebody outside; null: an answer.',
    }),
    state: z.enum(['waiting', 'sent', 'taken_back', 'failed']).meta({
      description: 'waiting: it can still be taken back, or its server is away; failed: it did not arrive.',
    }),
    to: z.string(),
    cc: z.array(z.string()),
    status: z.string().nullable().meta({ description: 'RFC 3463 or an SMTP answer, such as 5.1.1.' }),
    failure: z.string().nullable(),
    sentAt: z.string().nullable(),
    delayedAt: z.string().nullable().meta({ description: 'A server on the way said that it takes longer.' }),
    failedAt: z.string().nullable(),
  })
  .meta({ id: 'OutgoingMail' })
export type OutgoingMail = z.infer<typeof OutgoingMail>

export const MailRecipients = z
  .object({
    from: z.string(),
    to: z.array(z.string()).meta({ description: 'Empty: it would go to ourselves only, which is refused.' }),
    cc: z.array(z.string()),
    everyone: z.boolean(),
    others: z.array(z.string()).meta({ description: 'Who comes along where everybody is answered.' }),
    askedFor: z.array(z.string()).meta({
      description: 'Where the sender asked for answers, but nothing proves that it is theirs: none go there.',
    }),
    undeliverable: z.array(z.string()).meta({ description: 'Of all these, what a server said does not exist.' }),
    attachmentBytes: z.int().meta({ description: 'How much the files of one answer may have together.' }),
  })
  .meta({ id: 'MailRecipients' })
export type MailRecipients = z.infer<typeof MailRecipients>

export const outgoingMail = contract({
  'GET /conversations/:id/outgoing-mails': {
    summary: 'Which answers left as mail and how far they came, and who the next one goes to',
    input: z.strictObject({ id: z.string() }),
    output: z.object({
      data: z.array(OutgoingMail),
      recipients: MailRecipients.nullable().meta({
        description: 'Null where nobody wrote a mail: there is no thread.',
      }),
    }),
  },
  'PUT /conversations/:id/mail-recipients': {
    summary: 'Answer everybody who was written to, or the writer alone',
    input: z.strictObject({ id: z.string(), everyone: z.boolean() }),
    output: MailRecipients,
    refusals: ['no_mail_here'],
  },
  'POST /conversations/:id/forwards': {
    summary: 'Forward a message with its files by mail to somebody outside; their answer comes back as a note',
    input: z.strictObject({
      id: AnyId,
      messageId: z.string().max(100),
      to: Email,
      text: Words.max(10_000).optional().meta({ description: 'A few words above what is forwarded.' }),
    }),
    output: OutgoingMail,
    refusals: ['not_joined', 'nothing_to_forward', 'no_mailbox', 'attachments_too_large', 'too_many_forwards'],
    status: 201,
  },
})

const Place = z.object({ id: z.string(), reference: z.string() })

export const SeenMail = InboundMail.omit({ conversationId: true, suggestion: true })
  .extend({
    messageId: z.string().nullable().meta({ description: 'The message that it became.' }),
    conversation: Place.nullable(),
    suggestion: z.object({ conversation: Place, why: z.string() }).nullable().meta({
      description: 'Where something of the mail says that it may belong; only what whoever asks may see.',
    }),
    namesOrder: Place.nullable().meta({
      description:
        'An order that it names and that is somebody else’s. It is not linked, and its sender is never told.',
    }),
    warnings: z.array(z.string()).meta({
      description:
        'several_senders, name_is_another_address, answers_go_elsewhere, closed_container, or reused_id: an earlier mail came under the same Message-ID.',
    }),
    answersTo: z
      .string()
      .nullable()
      .meta({ description: 'Where an answer would go, where that is no address of the sender’s.' }),
    filesLeft: z.array(z.string()).meta({ description: 'Names of files that are in the original only.' }),
    authenticity: z
      .object({
        isAuthentic: z.boolean().meta({ description: 'DMARC passed. Everything else counts the same.' }),
        spf: z.string(),
        dkim: z.string(),
        dmarc: z.string(),
        domain: z.string().optional(),
      })
      .nullable()
      .meta({ description: 'Null: not checked.' }),
    hasHtml: z.boolean(),
    hasQuoted: z.boolean(),
    isCut: z.boolean().meta({ description: 'So long that the rest of its words stands in the original only.' }),
    pictures: z.int().meta({ description: 'Pictures that its own words show; they are no files of the message.' }),
    remotePictures: z.int(),
    originalReplacedAt: z.string().nullable().meta({
      description: 'Since then the original is a copy of its words: what came held card numbers.',
    }),
    moved: z.object({ from: Place.nullable(), byName: z.string(), at: z.string() }).nullable(),
    mayFile: z.boolean().meta({ description: 'Put aside, and it says whom to answer.' }),
    version: z.int(),
  })
  .meta({ id: 'SeenMail' })
export type SeenMail = z.infer<typeof SeenMail>

const OneMail = z.strictObject({ id: z.string(), version: z.int() })
const signed = { id: z.string(), expires: z.string().max(20), signature: z.string().max(100) }
const flag = z.enum(['true', 'false']).optional()

/** Mail as colleagues see it: what is known of it, where it lies, and how it came. */
export const mailsSeen = contract({
  'GET /conversations/:id/mails': {
    summary: 'What is known of the mails of a conversation: who sent them, why they lie here, what to beware of',
    input: z.strictObject({ id: z.string().max(100) }),
    output: z.object({ inbound: z.array(SeenMail), outgoing: z.array(OutgoingMail) }),
  },
  'GET /inbound-mails/put-aside': {
    summary: 'Mail that was put aside, newest first',
    input: z.strictObject({
      by: z.enum(['people', 'machines']).optional().meta({
        description: 'people, unless said: what somebody should look at. Machines: bounces, absences and the like.',
      }),
      ...PageQuery,
    }),
    output: page(SeenMail),
  },
  'GET /inbound-mails/counts': {
    summary: 'How many mails were put aside that nobody has looked at',
    input: z.strictObject({}),
    output: z.object({ toLookAt: z.int() }),
  },
  'GET /inbound-mails/:id': {
    summary: 'One mail, and a link to it as a page, which works for a quarter of an hour for whoever asks',
    input: z.strictObject({ id: z.string() }),
    output: z.object({ mail: SeenMail, pageUrl: z.string() }),
  },
  'GET /inbound-mails/:id/quoted-text': {
    summary: 'The earlier mail that it quotes, as plain words',
    input: z.strictObject({ id: z.string() }),
    output: z.object({ text: z.string() }),
  },
  'GET /inbound-mails/:id/page': {
    summary: 'A mail as it came, as a page that runs nothing and loads nothing from elsewhere; for a frame',
    input: z.strictObject({ ...signed, viewer: z.string().max(200), quoted: flag, pictures: flag }),
    output: z.any(),
    public: false,
  },
  'GET /inbound-mails/:id/pictures/:picture': {
    summary: 'A picture inside of a mail, for its page',
    input: z.strictObject({ ...signed, picture: z.string() }),
    output: z.any(),
    public: false,
  },
  'GET /inbound-mails/:id/remote-picture': {
    summary: 'A picture elsewhere that a mail names, fetched and drawn anew by us, for its page',
    input: z.strictObject({ ...signed, url: z.string().max(8_000) }),
    output: z.any(),
    public: false,
  },
  'POST /inbound-mails/:id/move': {
    summary: 'It belongs to another conversation, or is a matter of its own',
    input: OneMail.extend({
      to: z.string().min(1).max(100).meta({ description: 'Any id or reference of a conversation, or new.' }),
    }),
    output: SeenMail,
    refusals: ['changed_meanwhile', 'same_conversation', 'nothing_left', 'already_merged', 'too_late'],
  },
  'DELETE /inbound-mails/:id/move': {
    summary: 'Take the last move of a mail back',
    input: OneMail,
    output: SeenMail,
    refusals: ['changed_meanwhile', 'not_moved', 'not_possible_now'],
  },
  'POST /inbound-mails/:id/filing': {
    summary: 'What was put aside is a person’s: file it after all',
    input: OneMail,
    output: SeenMail,
    refusals: ['changed_meanwhile', 'not_put_aside', 'no_sender', 'filed_already'],
  },
  'POST /inbound-mails/:id/leaving-aside': {
    summary: 'Somebody looked at what was put aside, and it stays there',
    input: OneMail,
    output: z.object({}),
    refusals: ['changed_meanwhile', 'not_put_aside'],
  },
})
