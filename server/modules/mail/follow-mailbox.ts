import type { App } from '#platform/app'
import { system } from '#platform/auth/actor'
import { unseal } from '#platform/auth/seal'
import { OutsideError } from '#platform/outside-error'
import { tablesOf } from '#platform/tables'
import { read, type Reader, transact, type Work } from '#platform/work'
import { accessTokenOf, dropAccessToken } from './access-token.ts'
import { alone } from './alone.ts'
import { keepMails } from './commands/keep-mail.ts'
import { noteHealth } from './commands/note-health.ts'
import { mailboxPort, type MailCursor, type MailServer } from './ports.ts'
import { type MailboxRow, type MailTables, sealedFor } from './tables.ts'
import type { Selectable } from 'kysely'

const db = tablesOf<MailTables>()

const actor = system('mail')

/**
 * Reads one mailbox until the signal ends it or its connection breaks: what came is kept together with how far was read, so that a
 * kill at any moment loses nothing and keeps nothing twice. One process at a time; answers at once where another one does it.
 */
export async function followMailbox(app: App, mailboxId: string, signal: AbortSignal): Promise<void> {
  await alone(app, `mailbox:${app.storeId}:${mailboxId}`, async () => {
    const row = await findMailbox(read(app, actor), mailboxId)
    if (!row?.active || row.kind !== 'imap') return
    try {
      await app.ports.get(mailboxPort).follow(await serverOf(app, row), {
        from: {
          uidValidity: row.uid_validity === null ? null : BigInt(row.uid_validity),
          lastUid: Number(row.last_uid),
        },
        deleteAfter: row.after_import === 'delete',
        signal,
        keep: (mails, cursor) =>
          transact(app, actor, async (work) => {
            await keepMails(
              work,
              mails.map(({ uidValidity, uid, raw, receivedAt }) => ({
                mailboxId,
                arrival: `imap:${uidValidity}:${uid}`,
                raw,
                receivedAt,
              })),
            )
            await moveCursor(work, mailboxId, cursor)
          }),
        onCaughtUp: () => transact(app, actor, (work) => noteHealth(work, mailboxId, null)),
      })
    } catch (error) {
      if (signal.aborted) return
      const failure = error instanceof OutsideError ? error.code : 'not_stored'
      if (failure === 'token_refused') await dropAccessToken(app, mailboxId).catch(() => undefined)
      // Where the database itself is away, this cannot be noted either.
      await transact(app, actor, (work) => noteHealth(work, mailboxId, failure)).catch(() => undefined)
      throw error
    }
  })
}

/** How the server of a mailbox is reached, with its password or with an access token that is still good. */
export async function serverOf(app: App, row: Selectable<MailboxRow>): Promise<MailServer> {
  const { auth, secret_sealed: sealed } = row
  const password = () => (sealed === null ? '' : unseal(app.config, sealedFor, sealed).toString())
  return {
    host: row.host ?? '',
    port: row.port ?? 993,
    security: row.security ?? 'tls',
    account: row.account ?? '',
    folder: row.folder,
    ...(auth === 'password' ? { secret: password() } : { secret: await accessTokenOf(app, row, auth), oauth: true }),
  }
}

export async function findMailbox(reader: Reader, id: string): Promise<Selectable<MailboxRow> | undefined> {
  return await db(reader)
    .selectFrom('mailbox')
    .selectAll()
    .where('store_id', '=', reader.storeId)
    .where('id', '=', id)
    .executeTakeFirst()
}

async function moveCursor(work: Work, id: string, { uidValidity, lastUid }: MailCursor): Promise<void> {
  await db(work)
    .updateTable('mailbox')
    .set({ uid_validity: uidValidity === null ? null : String(uidValidity), last_uid: lastUid })
    .where('store_id', '=', work.storeId)
    .where('id', '=', id)
    .execute()
}
