import { createHmac, randomBytes } from 'node:crypto'
import { chmodSync, existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { isIP } from 'node:net'
import { join, resolve } from 'node:path'
import * as z from 'zod'

export type Role = 'http' | 'live' | 'worker'

/** Every setting of the program. They come from environment variables, and from nowhere else. */
export interface Config {
  /** `PORT`: port of the HTTP server; 3000. */
  port: number
  /** `HOST`: address it listens on; 127.0.0.1, so that nothing is reachable from outside until it is said. */
  host: string
  /** `MAKERIGHT_DATA`: folder of the embedded database, files and secrets; `./data`. */
  dataFolder: string
  /** `DATABASE_URL`: a Postgres 15 or later to use instead of the embedded one. */
  databaseUrl: string | undefined
  /** `MAKERIGHT_DEMO`: `1` the demonstration store, `0` never; unset: for an empty embedded database over loopback only. */
  demo: boolean | undefined
  /** `MAKERIGHT_DEMO_NOW`: ISO time at which the clock of an empty demonstration store starts. */
  demoNow: Date | undefined
  /** `MAKERIGHT_TRUSTED_PROXY`: addresses or ranges, comma-separated, whose `X-Forwarded-*` headers are believed; none. */
  trustedProxies: string[]
  /** `MAKERIGHT_PLACE_HEADERS`: headers in which a trusted proxy says from where somebody comes, as `cf-ipcity,cf-ipcountry`; none. */
  placeHeaders: string[]
  /** `MAKERIGHT_INSIDE_MAIL_SERVERS`: mail servers inside our own network that mailboxes may lie on, as `mail.internal:993`; none. */
  insideMailServers: string[]
  /** `MAIL_LISTEN`: where mail is taken in over SMTP; unset: nowhere. */
  mailListener: MailListenerSettings | undefined
  /** As whom this installation is registered with Google and Microsoft, so that mailboxes are signed in there. */
  mailSignIn: Partial<Record<'google' | 'microsoft', { id: string; secret: string; tenant?: string }>>
  /** `SMTP_URL`: where mail goes, as `smtps://name:password@mail.example.com`; unset: mail is kept and shown, not sent. */
  smtpUrl: string | undefined
  /** `MAIL_FROM`: sender of mail, as `Store <help@example.com>`; without it the store's own address. */
  mailFrom: string | undefined
  /** `MAIL_DKIM_DOMAIN`, `MAIL_DKIM_SELECTOR`, `MAIL_DKIM_KEY` (a PEM file): with what mail is signed that leaves; unset: the mail server signs it, or nobody. */
  mailDkim: { domain: string; selector: string; keyFile: string } | undefined
  /** `PUBLIC_URL`: the address under which shoppers reach this program, for links in mail. */
  publicUrl: string
  /** `MAKERIGHT_FAKE_PAYMENTS_URL`: a shipped fake payment provider that runs already; unset: the demonstration store starts its own. */
  fakePaymentsUrl: string | undefined
  /** `MAKERIGHT_FAKE_STOREFRONT_URL`: the same for the storefront. */
  fakeStorefrontUrl: string | undefined
  /** `MAKERIGHT_FAKE_LABELS_URL`: the same for the label service of returns. */
  fakeLabelsUrl: string | undefined
  /** `MAKERIGHT_FAKE_MESSAGES_URL`: the same for texts and pushes. */
  fakeMessagesUrl: string | undefined
  /** `MAKERIGHT_PAYMENTS`: what moves money on cards and accounts; unset: the demonstration store's fake, elsewhere nothing. */
  payments: PaymentSettings | undefined
  /** `SIP_TRUNK`: the telephone line; unset: agents dial by hand, in the demonstration store a simulated one. */
  telephone: TelephoneSettings | undefined
  /** `TURN_SERVERS`: servers that help two browsers to reach each other, as `stun:stun.example.com:3478,turn:secret@turn.example.com:3478`; none. */
  turnServers: string | undefined
  /** `TWILIO_ACCOUNT_SID`: telephone calls over a Twilio account instead. */
  twilio?: TwilioSettings | undefined
  /** `SMS_ACCOUNT_SID`, `SMS_AUTH_TOKEN`, `SMS_FROM`: text messages over Twilio, or whoever speaks as it does; unset: none are sent. */
  texts?: TextSettings | undefined
  /** `LOG_LEVEL`: fatal, error, warn, info, debug, trace or silent; info. */
  logLevel: string
  /** `--roles=http,live,worker`: what this process does; all of it unless said. */
  roles: ReadonlySet<Role>
  /** A secret of its own for each purpose, derived from `MAKERIGHT_SECRET` or from the one kept in the data folder. */
  secretFor(purpose: string): string
}

export type PaymentSettings =
  /** The storefront that is connected gives back what it took. */
  | { through: 'storefront' }
  | {
      through: 'stripe'
      /** `STRIPE_SECRET_KEY`: `sk_…`, or a restricted key `rk_…`. */
      secretKey: string
      /** `STRIPE_WEBHOOK_SECRETS`: `whsec_…` of the endpoint `/api/v1/webhooks/payments`; two, comma-separated, while one is being changed. */
      webhookSecrets: string[]
      /** `STRIPE_URL`: another address than the provider's own, such as the shipped fake's. */
      baseUrl: string | undefined
    }

export interface MailListenerSettings {
  host: string
  port: number
  /** `MAIL_TLS_CERTIFICATE`, `MAIL_TLS_KEY`: PEM files, for STARTTLS. */
  tls: { certificate: string; key: string } | undefined
}

export interface TelephoneSettings {
  /** `SIP_TRUNK`: `sip:name:password@trunk.example.com;transport=tls;register`, the password percent-encoded. */
  trunk: string
  /** `SIP_LISTEN`: address and port at which the trunk and desk phones reach us, as `192.0.2.10:5060`. */
  listen: string
  /** `SIP_PUBLIC_ADDRESS`: our address as the trunk sees it, behind network address translation. */
  publicAddress: string | undefined
  /** `SIP_CALLER_ID`: the number that shoppers see. */
  callerId: string | undefined
  /** `SIP_MEDIA`: where the sound of agents' headsets comes and goes, as `198.51.100.10:20000-20199`; our address and these ports. */
  media: { bind: string; announced: string; ports: { from: number; to: number } }
}

export interface TwilioSettings {
  /** `TWILIO_ACCOUNT_SID`: `AC…`. */
  accountSid: string
  /** `TWILIO_AUTH_TOKEN`: signs in there, and proves that webhooks come from there. */
  authToken: string
  /** `TWILIO_CALLER_ID`: one of the account's numbers, which agents and shoppers see. */
  callerId: string
  /** `TWILIO_URL`: another address than the provider's own, for tests. */
  baseUrl: string | undefined
}

export interface TextSettings {
  accountSid: string
  authToken: string
  /** `SMS_FROM`: a number, a name, or a messaging service `MG…`. */
  from: string
  /** `SMS_URL`: another provider of the same dialect; unset: Twilio. */
  baseUrl: string | undefined
}

/** A setting that makes no sense: the program does not start, and says which and why. */
export class ConfigError extends Error {
  constructor(problems: string[]) {
    super(`Makeright cannot start with these settings:\n${problems.map((problem) => `  - ${problem}`).join('\n')}`)
    this.name = 'ConfigError'
  }
}

const url = (protocols: string[], example: string) =>
  z
    .string()
    .refine((text) => URL.canParse(text) && protocols.includes(new URL(text).protocol), `should look like ${example}`)

const listOf = (text: string) =>
  text
    .split(',')
    .map((part) => part.trim())
    .filter(Boolean)

const listenAddress = (example: string) =>
  z.string().regex(/^(\[[0-9a-f:.]+\]|[0-9.]+):\d{1,5}$/i, `should be an address and a port such as ${example}`)

const settings = z.object({
  PORT: z.coerce.number('should be a number from 0 to 65535').int().min(0).max(65_535).default(3000),
  HOST: z.string().min(1).default('127.0.0.1'),
  MAKERIGHT_DATA: z.string().min(1).default('./data'),
  DATABASE_URL: url(['postgres:', 'postgresql:'], 'postgres://name:password@host:5432/makeright').optional(),
  MAKERIGHT_DEMO: z.enum(['1', '0', 'true', 'false', 'on', 'off'], 'should be 1 or 0').optional(),
  MAKERIGHT_DEMO_NOW: z.iso.datetime({ offset: true, error: 'should be a time like 2026-03-02T09:00:00Z' }).optional(),
  MAKERIGHT_TRUSTED_PROXY: z
    .string()
    .default('')
    .transform(listOf)
    .refine((parts) => parts.every(isAddress), 'should be addresses or ranges such as 10.0.0.1,192.168.0.0/16'),
  MAKERIGHT_PLACE_HEADERS: z
    .string()
    .default('')
    .transform((text) => listOf(text.toLowerCase()))
    .refine(
      (parts) => parts.every((part) => /^[a-z0-9-]{1,60}$/.test(part)),
      'should be headers such as cf-ipcity,cf-ipcountry',
    ),
  MAKERIGHT_SECRET: z.string().min(32, 'should have at least 32 characters').optional(),
  MAKERIGHT_INSIDE_MAIL_SERVERS: z
    .string()
    .default('')
    .transform(listOf)
    .refine(
      (parts) => parts.every((part) => /^[^\s:]+:\d{1,5}$/.test(part)),
      'should be servers such as mail.internal:993',
    ),
  MAIL_LISTEN: listenAddress('192.0.2.10:25').optional(),
  MAIL_TLS_CERTIFICATE: z.string().min(1).optional(),
  MAIL_TLS_KEY: z.string().min(1).optional(),
  GOOGLE_MAIL_CLIENT_ID: z.string().min(1).optional(),
  GOOGLE_MAIL_CLIENT_SECRET: z.string().min(1).optional(),
  MICROSOFT_MAIL_CLIENT_ID: z.string().min(1).optional(),
  MICROSOFT_MAIL_CLIENT_SECRET: z.string().min(1).optional(),
  MICROSOFT_MAIL_TENANT: z
    .string()
    .regex(/^[\w.-]+$/, 'should be a tenant such as example.onmicrosoft.com, its id, or common')
    .optional(),
  SMTP_URL: url(['smtp:', 'smtps:'], 'smtps://name:password@mail.example.com').optional(),
  MAIL_FROM: z
    .string()
    .regex(/^[^\r\n]*@[^\r\n]*$/, 'should be an address such as Store <help@example.com>')
    .optional(),
  MAIL_DKIM_DOMAIN: z.hostname('should be a domain such as example.com').optional(),
  MAIL_DKIM_SELECTOR: z
    .string()
    .regex(/^[a-z0-9.-]+$/i, 'should be a name such as makeright')
    .optional(),
  MAIL_DKIM_KEY: z.string().min(1).optional(),
  PUBLIC_URL: url(['http:', 'https:'], 'https://help.example.com').optional(),
  MAKERIGHT_FAKE_PAYMENTS_URL: url(['http:'], 'http://127.0.0.1:4010').optional(),
  MAKERIGHT_FAKE_STOREFRONT_URL: url(['http:'], 'http://127.0.0.1:4011').optional(),
  MAKERIGHT_FAKE_LABELS_URL: url(['http:'], 'http://127.0.0.1:4012').optional(),
  MAKERIGHT_FAKE_MESSAGES_URL: url(['http:'], 'http://127.0.0.1:4015').optional(),
  MAKERIGHT_PAYMENTS: z.enum(['stripe', 'storefront'], 'should be stripe or storefront').optional(),
  STRIPE_SECRET_KEY: z
    .string()
    .regex(/^(sk|rk)_/, 'should be a secret key (sk_…) or a restricted one (rk_…), never a publishable one')
    .optional(),
  STRIPE_WEBHOOK_SECRETS: z
    .string()
    .transform(listOf)
    .refine(
      (parts) => parts.every((part) => /^whsec_\S+$/.test(part)),
      'should be whsec_…, or two of them with a comma',
    )
    .optional(),
  STRIPE_URL: url(['http:', 'https:'], 'http://127.0.0.1:4013').optional(),
  SIP_TRUNK: z
    .string()
    .regex(/^sips?:\S+$/, 'should look like sip:name:password@trunk.example.com')
    .optional(),
  SIP_LISTEN: listenAddress('192.0.2.10:5060').optional(),
  SIP_PUBLIC_ADDRESS: z.string().refine(isAddress, 'should be an address such as 198.51.100.10').optional(),
  SIP_CALLER_ID: z
    .string()
    .regex(/^\+[1-9]\d{6,14}$/, 'should be a number such as +12025550100')
    .optional(),
  SIP_MEDIA: z
    .string()
    .regex(/^(\[[0-9a-f:.]+\]|[0-9.]+):\d{4,5}-\d{4,5}$/i, 'should look like 198.51.100.10:20000-20199')
    .optional(),
  TURN_SERVERS: z
    .string()
    .refine(
      (text) => text.split(',').every((part) => /^\s*(stuns?:|turns?:[^@\s]+@)[^@\s]+\s*$/i.test(part)),
      'should look like stun:stun.example.com:3478,turn:secret@turn.example.com:3478',
    )
    .optional(),
  TWILIO_ACCOUNT_SID: z
    .string()
    .regex(/^AC[0-9a-f]{32}$/i, 'should be AC and 32 digits')
    .optional(),
  TWILIO_AUTH_TOKEN: z.string().min(16, 'should be the account’s auth token').optional(),
  TWILIO_CALLER_ID: z
    .string()
    .regex(/^\+[1-9]\d{6,14}$/, 'should be a number such as +12025550100')
    .optional(),
  TWILIO_URL: url(['http:', 'https:'], 'http://127.0.0.1:4014').optional(),
  SMS_ACCOUNT_SID: z.string().min(1).max(64).optional(),
  SMS_AUTH_TOKEN: z.string().min(16, 'should be the account’s auth token').optional(),
  SMS_FROM: z
    .string()
    .regex(/^(\+[1-9]\d{6,14}|MG[0-9a-f]{32}|[A-Za-z][A-Za-z0-9 ]{1,10})$/, 'should be a number such as +12025550100')
    .optional(),
  SMS_URL: url(['http:', 'https:'], 'https://api.twilio.com').optional(),
  LOG_LEVEL: z
    .enum(
      ['fatal', 'error', 'warn', 'info', 'debug', 'trace', 'silent'],
      'should be one of fatal, error, warn, info, debug, trace, silent',
    )
    .default('info'),
})

/** Reads all settings, or throws a `ConfigError` that names every wrong one. Creates the secret when there is none. */
export function readConfig(
  environment: Record<string, string | undefined> = process.env,
  argv: string[] = process.argv.slice(2),
): Config {
  const set = Object.fromEntries(Object.entries(environment).filter(([, value]) => value !== undefined && value !== ''))
  const parsed = settings.safeParse(set)
  const problems = parsed.success ? [] : parsed.error.issues.map((issue) => `${issue.path.join('.')}: ${issue.message}`)
  const roles = rolesOf(argv, problems)
  const payments = parsed.success ? paymentsOf(parsed.data, problems) : undefined
  const telephone = parsed.success ? telephoneOf(parsed.data, problems) : undefined
  const mailListener = parsed.success ? mailListenerOf(parsed.data, problems) : undefined
  const mailSignIn = parsed.success ? mailSignInOf(parsed.data, problems) : {}
  const mailDkim = parsed.success ? dkimOf(parsed.data, problems) : undefined
  const twilio = parsed.success ? twilioOf(parsed.data, problems) : undefined
  const texts = parsed.success ? textsOf(parsed.data, problems) : undefined
  if (!parsed.success || problems.length > 0) throw new ConfigError(problems)
  const values = parsed.data
  const dataFolder = resolve(values.MAKERIGHT_DATA)
  const secret = values.MAKERIGHT_SECRET ?? storedSecret(dataFolder)
  return {
    port: values.PORT,
    host: values.HOST,
    dataFolder,
    databaseUrl: values.DATABASE_URL,
    demo: values.MAKERIGHT_DEMO === undefined ? undefined : ['1', 'true', 'on'].includes(values.MAKERIGHT_DEMO),
    demoNow: values.MAKERIGHT_DEMO_NOW === undefined ? undefined : new Date(values.MAKERIGHT_DEMO_NOW),
    trustedProxies: values.MAKERIGHT_TRUSTED_PROXY,
    placeHeaders: values.MAKERIGHT_PLACE_HEADERS,
    insideMailServers: values.MAKERIGHT_INSIDE_MAIL_SERVERS,
    mailListener,
    mailSignIn,
    smtpUrl: values.SMTP_URL,
    mailFrom: values.MAIL_FROM,
    mailDkim,
    publicUrl: (values.PUBLIC_URL ?? `http://localhost:${values.PORT}`).replace(/\/+$/, ''),
    fakePaymentsUrl: values.MAKERIGHT_FAKE_PAYMENTS_URL?.replace(/\/+$/, ''),
    fakeStorefrontUrl: values.MAKERIGHT_FAKE_STOREFRONT_URL?.replace(/\/+$/, ''),
    fakeLabelsUrl: values.MAKERIGHT_FAKE_LABELS_URL?.replace(/\/+$/, ''),
    fakeMessagesUrl: values.MAKERIGHT_FAKE_MESSAGES_URL?.replace(/\/+$/, ''),
    payments,
    telephone,
    twilio,
    texts,
    turnServers: values.TURN_SERVERS,
    logLevel: values.LOG_LEVEL,
    roles,
    secretFor: (purpose) => createHmac('sha256', secret).update(purpose).digest('base64url'),
  }
}

function rolesOf(argv: string[], problems: string[]): ReadonlySet<Role> {
  const known: Role[] = ['http', 'live', 'worker']
  const given = argv.find((part) => part.startsWith('--roles='))
  if (!given) return new Set(known)
  const names = given.slice('--roles='.length).split(',').filter(Boolean)
  if (names.length === 0 || !names.every((name) => known.includes(name as Role))) {
    problems.push(`--roles: should list some of ${known.join(', ')}`)
  }
  return new Set(names as Role[])
}

function paymentsOf(values: z.infer<typeof settings>, problems: string[]): PaymentSettings | undefined {
  const { MAKERIGHT_PAYMENTS: through, STRIPE_SECRET_KEY: secretKey, STRIPE_WEBHOOK_SECRETS: webhookSecrets } = values
  if (through === 'storefront') return { through }
  if (through === undefined) {
    if (secretKey) problems.push('STRIPE_SECRET_KEY: set MAKERIGHT_PAYMENTS=stripe to use it')
    return undefined
  }
  if (!secretKey) problems.push('STRIPE_SECRET_KEY: is needed with MAKERIGHT_PAYMENTS=stripe')
  if (!webhookSecrets?.length)
    problems.push('STRIPE_WEBHOOK_SECRETS: is needed with MAKERIGHT_PAYMENTS=stripe, so that notices can be believed')
  if (!secretKey || !webhookSecrets?.length) return undefined
  return { through, secretKey, webhookSecrets, baseUrl: values.STRIPE_URL?.replace(/\/+$/, '') }
}

function dkimOf(values: z.infer<typeof settings>, problems: string[]): Config['mailDkim'] {
  const { MAIL_DKIM_DOMAIN: domain, MAIL_DKIM_SELECTOR: selector, MAIL_DKIM_KEY: keyFile } = values
  if (domain && selector && keyFile) return { domain, selector, keyFile }
  if (domain || selector || keyFile)
    problems.push('MAIL_DKIM_DOMAIN, MAIL_DKIM_SELECTOR and MAIL_DKIM_KEY: all three are needed, or none')
  return undefined
}

function telephoneOf(values: z.infer<typeof settings>, problems: string[]): TelephoneSettings | undefined {
  const { SIP_TRUNK: trunk, SIP_LISTEN: listen, SIP_PUBLIC_ADDRESS: publicAddress, SIP_CALLER_ID: callerId } = values
  if (trunk && !listen) problems.push('SIP_LISTEN: is needed with SIP_TRUNK, so that phones and the trunk reach us')
  if (!trunk && listen) problems.push('SIP_TRUNK: is needed with SIP_LISTEN')
  if (!trunk || !listen) return undefined
  return { trunk, listen, publicAddress, callerId, media: mediaOf(values, listen, problems) }
}

function mediaOf(
  { SIP_MEDIA: text, SIP_PUBLIC_ADDRESS: publicAddress }: z.infer<typeof settings>,
  listen: string,
  problems: string[],
): TelephoneSettings['media'] {
  const addressIn = (place: string) => place.slice(0, place.lastIndexOf(':')).replace(/^\[|\]$/g, '')
  const bind = addressIn(listen)
  const [from = 0, to = 0] = (text ?? ':20000-20199').split(':').at(-1)?.split('-').map(Number) ?? []
  // A call takes one port towards the telephone and up to two towards the browser.
  if (to - from < 9 || to > 65_535) problems.push('SIP_MEDIA: should name at least ten ports, below 65536')
  return { bind, announced: text ? addressIn(text) : (publicAddress ?? bind), ports: { from, to } }
}

function mailListenerOf(values: z.infer<typeof settings>, problems: string[]): MailListenerSettings | undefined {
  const { MAIL_LISTEN: listen, MAIL_TLS_CERTIFICATE: certificate, MAIL_TLS_KEY: key } = values
  if (Boolean(certificate) !== Boolean(key))
    problems.push('MAIL_TLS_CERTIFICATE: needs MAIL_TLS_KEY, and the other way round')
  if (!listen && (certificate || key)) problems.push('MAIL_LISTEN: is needed with MAIL_TLS_CERTIFICATE')
  if (!listen) return undefined
  const { hostname, port } = new URL(`tcp://${listen}`)
  return {
    host: hostname.replace(/^\[|\]$/g, ''),
    port: Number(port),
    tls: certificate && key ? { certificate, key } : undefined,
  }
}

function mailSignInOf(values: z.infer<typeof settings>, problems: string[]): Config['mailSignIn'] {
  const registered = (name: 'GOOGLE' | 'MICROSOFT') => {
    const [id, secret] = [values[`${name}_MAIL_CLIENT_ID`], values[`${name}_MAIL_CLIENT_SECRET`]]
    if (Boolean(id) !== Boolean(secret))
      problems.push(`${name}_MAIL_CLIENT_ID: needs ${name}_MAIL_CLIENT_SECRET, and the other way round`)
    return id && secret ? { id, secret } : undefined
  }
  const [google, microsoft] = [registered('GOOGLE'), registered('MICROSOFT')]
  const { MICROSOFT_MAIL_TENANT: tenant } = values
  return {
    ...(google ? { google } : {}),
    ...(microsoft ? { microsoft: { ...microsoft, ...(tenant ? { tenant } : {}) } } : {}),
  }
}

function twilioOf(values: z.infer<typeof settings>, problems: string[]): TwilioSettings | undefined {
  const { TWILIO_ACCOUNT_SID: accountSid, TWILIO_AUTH_TOKEN: authToken, TWILIO_CALLER_ID: callerId } = values
  if (!accountSid && !authToken && !callerId) return undefined
  if (!accountSid) problems.push('TWILIO_ACCOUNT_SID: is needed with the other settings of Twilio')
  if (!authToken) problems.push('TWILIO_AUTH_TOKEN: is needed with TWILIO_ACCOUNT_SID')
  if (!callerId) problems.push('TWILIO_CALLER_ID: is needed with TWILIO_ACCOUNT_SID')
  if (values.SIP_TRUNK) problems.push('TWILIO_ACCOUNT_SID: a store has one line; leave SIP_TRUNK or this out')
  if (!accountSid || !authToken || !callerId) return undefined
  return { accountSid, authToken, callerId, baseUrl: values.TWILIO_URL?.replace(/\/+$/, '') }
}

function textsOf(values: z.infer<typeof settings>, problems: string[]): TextSettings | undefined {
  const { SMS_ACCOUNT_SID: accountSid, SMS_AUTH_TOKEN: authToken, SMS_FROM: from } = values
  if (accountSid && authToken && from)
    return { accountSid, authToken, from, baseUrl: values.SMS_URL?.replace(/\/+$/, '') }
  if (accountSid || authToken || from)
    problems.push('SMS_ACCOUNT_SID, SMS_AUTH_TOKEN and SMS_FROM: all three are needed, or none')
  return undefined
}

function isAddress(text: string): boolean {
  const [address = '', bits] = text.split('/')
  return (
    ['loopback', 'linklocal', 'uniquelocal'].includes(text) ||
    (isIP(address) > 0 && (bits === undefined || /^\d{1,3}$/.test(bits)))
  )
}

function storedSecret(dataFolder: string): string {
  const file = join(dataFolder, 'secret')
  if (existsSync(file)) return readFileSync(file, 'utf8').trim()
  mkdirSync(dataFolder, { recursive: true, mode: 0o700 })
  try {
    writeFileSync(file, `${randomBytes(32).toString('base64url')}\n`, { mode: 0o600, flag: 'wx' })
    chmodSync(file, 0o600)
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error
  }
  return readFileSync(file, 'utf8').trim()
}
