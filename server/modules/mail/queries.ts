import { sql, type Selectable } from 'kysely'
import { findConversation, loadVisibleConversations } from '#modules/conversations'
import { visibleTeams } from '#modules/staff'
import { decodeTimeCursor, encodeTimeCursor } from '#platform/contract/cursor'
import { notFound } from '#platform/errors'
import { tablesOf } from '#platform/tables'
import type { Reader } from '#platform/work'
import { limits } from '../../limits.ts'
import type { InboundMail, Mailbox } from './contract.ts'
import { readSubject } from './reading/subject.ts'
import { lastDecision } from './seen/decisions.ts'
import type { InboundMailRow, MailboxRow, MailTables } from './tables.ts'

const db = tablesOf<MailTables>()

/** Every mailbox of the store. */
export async function listMailboxes(reader: Reader, publicUrl: string): Promise<{ data: Mailbox[] }> {
  const rows = await db(reader)
    .selectFrom('mailbox')
    .selectAll()
    .where('store_id', '=', reader.storeId)
    .orderBy('address')
    .execute()
  return { data: rows.map((row) => presentMailbox(row, publicUrl)) }
}

/** A mailbox as the API shows it; what is secret is never shown. */
export function presentMailbox(row: Selectable<MailboxRow>, publicUrl: string): Mailbox {
  const isImap = row.kind === 'imap'
  return {
    id: row.id,
    kind: row.kind,
    address: row.address,
    name: row.name,
    aliases: row.aliases,
    formSenders: row.form_senders,
    teamId: row.team_id,
    server: isImap
      ? {
          host: row.host ?? '',
          port: row.port ?? 993,
          security: row.security ?? 'tls',
          account: row.account ?? '',
          folder: row.folder,
        }
      : null,
    auth: isImap ? row.auth : null,
    signedIn: isImap && row.auth !== 'password' ? row.secret_sealed !== null : null,
    webhook: row.webhook_provider && {
      provider: row.webhook_provider,
      url: `${publicUrl}/api/v1/webhooks/${row.webhook_provider}/${row.id}${row.webhook_provider === 'mailgun' ? '/mime' : ''}`,
    },
    sending:
      row.sending_host === null
        ? null
        : {
            host: row.sending_host,
            port: row.sending_port ?? 587,
            security: row.sending_security ?? 'starttls',
            account: row.sending_account,
          },
    deletesAfterwards: row.after_import === 'delete',
    active: row.active,
    lastOkAt: row.last_ok_at?.toISOString() ?? null,
    failingSince: row.failing_since?.toISOString() ?? null,
    failure: row.failure,
    compared: row.compared_at && {
      at: row.compared_at.toISOString(),
      onServer: row.on_server ?? 0,
      kept: row.of_it_kept ?? 0,
    },
    version: row.version,
  }
}

interface MailQuery {
  state?: InboundMail['state'] | undefined
  conversation?: string | undefined
  limit?: number | undefined
  cursor?: string | undefined
}

/** Mail that came in, as far as the reader may see its conversation or, before it has one, its mailbox. */
export async function listInboundMails(
  reader: Reader,
  query: MailQuery,
): Promise<{ data: InboundMail[]; nextCursor: string | null }> {
  const limit = query.limit ?? limits.page.size
  const after = query.cursor === undefined ? undefined : decodeTimeCursor(query.cursor)
  const conversation = query.conversation ? await findConversation(reader, query.conversation) : undefined
  const rows = await (await visibleMails(reader))
    .$if(query.state !== undefined, (each) => each.where('state', '=', query.state ?? 'filed'))
    .$if(conversation !== undefined, (each) => each.where('conversation_id', '=', conversation?.id ?? ''))
    .$if(after !== undefined, (each) => each.where(sql<boolean>`(stored_at, id) < (${after?.at}, ${after?.id})`))
    .orderBy('stored_at', 'desc')
    .orderBy('id', 'desc')
    .limit(limit + 1)
    .execute()
  const shown = rows.slice(0, limit)
  const last = shown.at(-1)
  // Where a mail may belong is told only to those who may see that.
  const visible = await loadVisibleConversations(
    reader,
    shown.flatMap((row) => suggestionOf(row)?.conversationId ?? []),
  )
  return {
    data: shown.map((row) => present(row, visible)),
    nextCursor: rows.length > limit && last ? encodeTimeCursor(last.stored_at, last.id) : null,
  }
}

/** The bytes of a mail as it came; not found for whoever may not see where it lies. */
export async function findOriginal(reader: Reader, id: string): Promise<Buffer> {
  const row = await (await visibleMails(reader)).where('id', '=', id).executeTakeFirst()
  const original =
    row &&
    (await db(reader)
      .selectFrom('inbound_mail_original')
      .select('raw')
      .where('store_id', '=', reader.storeId)
      .where('id', '=', id)
      .executeTakeFirst())
  return original?.raw ?? notFound('mail')
}

/** As conversations are seen: a mail lies in the team of its conversation, and before it has one in that of its mailbox. */
export async function visibleMails(reader: Reader) {
  const teams = await visibleTeams(reader)
  return db(reader)
    .selectFrom('inbound_mail')
    .selectAll()
    .where('store_id', '=', reader.storeId)
    .$if(teams !== 'all', (query) =>
      query.where(
        sql<boolean>`exists (
          select from mailbox left join conversation on conversation.store_id = inbound_mail.store_id and conversation.id = inbound_mail.conversation_id
          cross join lateral (select case when conversation.id is null then mailbox.team_id else conversation.team_id end as team_id) as lies
          where mailbox.store_id = inbound_mail.store_id and mailbox.id = inbound_mail.mailbox_id
            and (lies.team_id is null or lies.team_id = any(${teams === 'all' ? [] : teams})))`,
      ),
    )
}

function suggestionOf({ suggestion }: Selectable<InboundMailRow>): InboundMail['suggestion'] {
  return suggestion as InboundMail['suggestion']
}

function present(row: Selectable<InboundMailRow>, visible: ReadonlyMap<string, unknown>): InboundMail {
  const decision = lastDecision(row)
  const suggestion = suggestionOf(row)
  return {
    id: row.id,
    mailboxId: row.mailbox_id,
    state: row.state,
    from: { name: row.from_name ?? '', address: row.from_address },
    subject: row.subject ?? '',
    receivedAt: row.received_at.toISOString(),
    sizeBytes: row.size_bytes,
    automatic: row.automatic,
    problem: row.problem,
    conversationId: row.conversation_id,
    why: decision?.why ?? null,
    suggestion: suggestion && visible.has(suggestion.conversationId) ? suggestion : null,
  }
}

/** Who wrote mails, and about what, for whoever tells them that they are here; without those that lie in no conversation. */
export async function findFiledMails(
  reader: Reader,
  ids: readonly string[],
): Promise<Map<string, { from: string; bareSubject: string }>> {
  const rows = await db(reader)
    .selectFrom('inbound_mail')
    .select(['id', 'from_address', 'subject'])
    .where('store_id', '=', reader.storeId)
    .where('id', '=', sql<string>`any(${[...ids]})`)
    .where('state', '=', 'filed')
    .where('from_address', 'is not', null)
    .execute()
  return new Map(
    rows.map((row) => [row.id, { from: row.from_address ?? '', bareSubject: readSubject(row.subject ?? '').bare }]),
  )
}
