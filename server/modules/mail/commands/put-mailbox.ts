import { findTeams } from '#modules/staff'
import { seal } from '#platform/auth/seal'
import { invalid, notFound, refuse } from '#platform/errors'
import { tablesOf } from '#platform/tables'
import type { Work } from '#platform/work'
import type { Selectable } from 'kysely'
import { mailboxChanged } from '../events.ts'
import { sealedFor } from '../follow-mailbox.ts'
import type { MailboxRow, MailTables } from '../tables.ts'

const db = tablesOf<MailTables>()

export interface MailboxFields {
  address: string
  name?: string | undefined
  aliases?: string[] | undefined
  formSenders?: string[] | undefined
  team?: string | null | undefined
  server: {
    host: string
    port: number
    security: 'tls' | 'starttls' | 'none'
    account: string
    folder?: string | undefined
  }
  deletesAfterwards?: boolean | undefined
  active?: boolean | undefined
  password?: string | undefined
}

interface Secrets {
  secretFor(purpose: string): string
}

/** Has a mailbox read from now on. What lies in it already is read too. */
export async function addMailbox(work: Work, config: Secrets, input: MailboxFields): Promise<Selectable<MailboxRow>> {
  const row = await db(work)
    .insertInto('mailbox')
    .values({
      store_id: work.storeId,
      id: work.newId('mbx'),
      kind: 'imap',
      ...(await columnsOf(work, config, input)),
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
  config: Secrets,
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
  await requireFree(work, input)
  const { host, port, account, folder = 'INBOX' } = input.server
  const isSame = host === before.host && port === before.port && account === before.account && folder === before.folder
  const after = await db(work)
    .updateTable('mailbox')
    .set({
      ...(await columnsOf(work, config, input)),
      ...(isSame ? {} : { uid_validity: null, last_uid: 0 }),
      version: before.version + 1,
    })
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

async function columnsOf(work: Work, config: Secrets, input: MailboxFields) {
  const { host, port, security, account, folder = 'INBOX' } = input.server
  if (input.team && !(await findTeams(work, [input.team])).has(input.team))
    invalid('team', 'There is no team with this id.', 'unknown_team')
  const lower = (addresses: readonly string[] = []) => [...new Set(addresses.map((each) => each.toLowerCase()))]
  return {
    address: input.address.toLowerCase(),
    name: input.name ?? '',
    aliases: lower(input.aliases),
    form_senders: lower(input.formSenders),
    team_id: input.team ?? null,
    host,
    port,
    security,
    account,
    folder,
    after_import: input.deletesAfterwards ? ('delete' as const) : ('keep' as const),
    active: input.active ?? true,
    ...(input.password === undefined ? {} : { secret_sealed: seal(config, sealedFor, input.password) }),
  }
}
