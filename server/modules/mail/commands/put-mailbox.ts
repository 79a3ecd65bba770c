import { findTeams } from '#modules/staff'
import { seal } from '#platform/auth/seal'
import { invalid, notFound, refuse } from '#platform/errors'
import { tablesOf } from '#platform/tables'
import type { Work } from '#platform/work'
import type { Selectable } from 'kysely'
import { mailboxChanged } from '../events.ts'
import type { AccountProvider } from '../ports.ts'
import { isVerificationKey } from '../webhooks/sendgrid.ts'
import { type MailboxRow, type MailTables, sealedFor } from '../tables.ts'

const db = tablesOf<MailTables>()

type WebhookProvider = NonNullable<MailboxRow['webhook_provider']>

/** A server of a mailbox's own, for what leaves from it; without an account it asks for no sign-in. */
export interface SendingFields {
  host: string
  port: number
  security: 'tls' | 'starttls' | 'none'
  account?: string | undefined
}

export interface MailboxFields {
  address: string
  name?: string | undefined
  aliases?: string[] | undefined
  formSenders?: string[] | undefined
  team?: string | null | undefined
  kind?: MailboxRow['kind'] | undefined
  server?:
    | {
        host: string
        port: number
        security: 'tls' | 'starttls' | 'none'
        account: string
        folder?: string | undefined
      }
    | undefined
  auth?: MailboxRow['auth'] | undefined
  password?: string | undefined
  /** Null: through the store's. Left out, it stays. */
  sending?: SendingFields | null | undefined
  sendingPassword?: string | undefined
  webhook?: { provider: WebhookProvider; secret?: string | undefined } | undefined
  deletesAfterwards?: boolean | undefined
  active?: boolean | undefined
}

/** What the program has for it: its secret, and with which providers it may have mailboxes signed in. */
export interface Around {
  secretFor(purpose: string): string
  isSetUp(provider: AccountProvider): boolean
}

/** Takes mail in from a mailbox from now on. What lies in it already is read too. */
export async function addMailbox(work: Work, around: Around, input: MailboxFields): Promise<Selectable<MailboxRow>> {
  const row = await db(work)
    .insertInto('mailbox')
    .values({
      store_id: work.storeId,
      id: work.newId('mbx'),
      kind: input.kind ?? 'imap',
      ...(await columnsOf(work, around, input)),
      created_at: work.now,
      version: 1,
    } as never)
    .onConflict((conflict) => conflict.columns(['store_id', 'address']).doNothing())
    .returningAll()
    .executeTakeFirst()
  if (!row) refuse('address_taken', undefined, 'This address is read already.')
  await work.emit(mailboxChanged, { kind: 'mailbox', id: row.id }, { mailboxId: row.id, change: 'added' })
  return row
}

/** Changes how a mailbox is read. With another server, account or folder it is read from its beginning; nothing comes twice. */
export async function changeMailbox(
  work: Work,
  around: Around,
  input: MailboxFields & { id: string; version: number },
): Promise<Selectable<MailboxRow>> {
  const before = await db(work)
    .selectFrom('mailbox')
    .selectAll()
    .where('store_id', '=', work.storeId)
    .where('id', '=', input.id)
    .forUpdate()
    .executeTakeFirst()
  if (!before) return notFound('mailbox')
  if (before.version !== input.version)
    refuse('changed_meanwhile', { version: before.version }, 'Somebody changed this mailbox meanwhile. Load it again.')
  if ((input.kind ?? before.kind) !== before.kind)
    refuse('kind_stays', undefined, 'How its mail comes cannot be changed. Add another mailbox, and end this one.')
  await requireFree(work, input)
  const columns = await columnsOf(work, around, { ...input, kind: before.kind }, before)
  const isSame = (['host', 'port', 'account', 'folder'] as const).every((each) => columns[each] === before[each])
  const after = await db(work)
    .updateTable('mailbox')
    .set({ ...columns, ...(isSame ? {} : { uid_validity: null, last_uid: 0 }), version: before.version + 1 })
    .where('store_id', '=', work.storeId)
    .where('id', '=', input.id)
    .returningAll()
    .executeTakeFirstOrThrow()
  await work.emit(mailboxChanged, { kind: 'mailbox', id: after.id }, { mailboxId: after.id, change: 'changed' })
  return after
}

async function requireFree(work: Work, { id, address }: { id: string; address: string }): Promise<void> {
  const other = await db(work)
    .selectFrom('mailbox')
    .select('id')
    .where('store_id', '=', work.storeId)
    .where('address', '=', address.toLowerCase())
    .where('id', '!=', id)
    .executeTakeFirst()
  if (other) refuse('address_taken', undefined, 'This address is read already.')
}

async function columnsOf(work: Work, around: Around, input: MailboxFields, before?: Selectable<MailboxRow>) {
  if (input.team && !(await findTeams(work, [input.team])).has(input.team))
    invalid('team', 'There is no team with this id.', 'unknown_team')
  const lower = (addresses: readonly string[] = []) => [...new Set(addresses.map((each) => each.toLowerCase()))]
  return {
    address: input.address.toLowerCase(),
    name: input.name ?? '',
    aliases: lower(input.aliases),
    form_senders: lower(input.formSenders),
    team_id: input.team ?? null,
    after_import: input.deletesAfterwards ? ('delete' as const) : ('keep' as const),
    active: input.active ?? true,
    ...wayOf(around, input, before),
    ...sendingOf(around, input, before),
  }
}

const throughTheStores = {
  sending_host: null,
  sending_port: null,
  sending_security: null,
  sending_account: null,
  sending_secret_sealed: null,
}

function sendingOf(around: Around, { sending, sendingPassword }: MailboxFields, before?: Selectable<MailboxRow>) {
  if (sending === undefined && sendingPassword === undefined) return {}
  if (!sending) {
    if (sendingPassword !== undefined) invalid('sendingPassword', 'Say of which server it is, in sending.')
    return throughTheStores
  }
  const { host, port, security, account = null } = sending
  if (account === null && sendingPassword !== undefined)
    invalid('sending.account', 'A password needs the account that it belongs to.')
  const columns = { sending_host: host, sending_port: port, sending_security: security, sending_account: account }
  if (account === null) return { ...columns, sending_secret_sealed: null }
  if (sendingPassword !== undefined)
    return { ...columns, sending_secret_sealed: seal(around, sealedFor, sendingPassword) }
  if (!mayUseSecret(before, sending))
    invalid('sendingPassword', 'An account needs its password, and another server, port, security or account anew.')
  return columns
}

/** Whether the password that is kept is meant for this server: what one was told is not told to another. */
export function mayUseSecret(row: Selectable<MailboxRow> | undefined, sending: SendingFields): boolean {
  if (row?.sending_secret_sealed == null) return false
  const { sending_host: host, sending_port: port, sending_security: security, sending_account: account } = row
  return isSamePlace({ host, port, security, account }, sending)
}

type Place = Record<'host' | 'port' | 'security' | 'account', unknown>

// Another port may be another program, and without encryption everybody on the way is told.
function isSamePlace(one: Place, other: Partial<Place>): boolean {
  return (['host', 'port', 'security', 'account'] as const).every(
    (each) => (one[each] ?? null) === (other[each] ?? null),
  )
}

const nowhere = { host: null, port: null, security: null, account: null, folder: 'INBOX', webhook_provider: null }

function wayOf(around: Around, input: MailboxFields, before?: Selectable<MailboxRow>) {
  const { kind = 'imap' } = input
  const others = {
    imap: ['webhook'],
    smtp: ['server', 'auth', 'password', 'webhook'],
    webhook: ['server', 'auth', 'password'],
  } as const
  for (const field of others[kind])
    if (input[field] !== undefined) invalid(field, `A mailbox of kind ${kind} has none. Leave it out.`)
  if (kind === 'imap') return { ...nowhere, ...imapOf(around, input, before) }
  if (kind === 'webhook') return { ...nowhere, ...webhookOf(around, input, before) }
  return nowhere
}

/** The servers of those whose accounts are signed in to. */
const ownServer: Record<AccountProvider, string> = { google: 'imap.gmail.com', microsoft: 'outlook.office365.com' }

function imapOf(around: Around, input: MailboxFields, before?: Selectable<MailboxRow>) {
  const { auth = 'password', password } = input
  const server = input.server ?? serverOfProvider(auth, input.address)
  if (!server) invalid('server', 'Say on which server it lies.')
  const { host, port, security, account, folder = 'INBOX' } = server
  const columns = { host, port, security, account, folder, auth }
  // What one server was told is not told to another.
  const isSame = before?.auth === auth && isSamePlace(before, columns)
  if (auth === 'password') {
    if (password === undefined && !isSame)
      invalid(
        'password',
        'A mailbox on a server needs its password, and another server, port, security or account anew.',
      )
  } else {
    if (password !== undefined) invalid('password', 'It is signed in with its provider. Leave the password out.')
    if (!around.isSetUp(auth))
      refuse('provider_not_set_up', { provider: auth }, 'This installation is not registered with the provider yet.')
  }
  const forgotten = { secret_sealed: null, access_token_sealed: null, access_token_ends_at: null }
  return {
    ...columns,
    ...(isSame ? {} : forgotten),
    ...(password === undefined ? {} : { secret_sealed: seal(around, sealedFor, password) }),
  }
}

function serverOfProvider(auth: MailboxRow['auth'], account: string): MailboxFields['server'] {
  return auth === 'password' ? undefined : { host: ownServer[auth], port: 993, security: 'tls', account }
}

function webhookOf(around: Around, { webhook }: MailboxFields, before?: Selectable<MailboxRow>) {
  if (!webhook) return invalid('webhook', 'Say which provider brings its mail.')
  const { provider, secret } = webhook
  if (secret === undefined && before?.webhook_provider !== provider)
    invalid('webhook.secret', 'What the provider’s requests are known by is needed.')
  if (secret !== undefined && provider === 'postmark' && !/^[^:\s]+:\S{16,}$/.test(secret))
    invalid('webhook.secret', 'It should be name:password, the password of at least 16 characters.')
  if (secret !== undefined && provider === 'sendgrid' && !isVerificationKey(secret))
    invalid('webhook.secret', 'It should be the verification key as SendGrid shows it.')
  return {
    webhook_provider: provider,
    ...(secret === undefined ? {} : { secret_sealed: seal(around, sealedFor, secret.trim()) }),
  }
}
