import { unseal } from '#platform/auth/seal'
import type { JobContext } from '#platform/jobs/job'
import type { Selectable } from 'kysely'
import type { Config } from '../../../config.ts'
import { findMailbox } from '../follow-mailbox.ts'
import { type MailboxRow, sealedFor } from '../tables.ts'
import { emailPort, type OutgoingMail, type SendingServer, type SentMail, sendingServersPort } from './ports.ts'

/** Hands a mail to the server of the mailbox that it leaves from, where that has one of its own, else to the store's. */
export async function handOver(
  context: JobContext,
  mail: OutgoingMail,
  mailboxId: string | undefined,
): Promise<SentMail> {
  const mailbox = mailboxId === undefined ? undefined : await findMailbox(context.read(), mailboxId)
  const server = mailbox && sendingServerOf(context.app.config, mailbox)
  return server ? await context.port(sendingServersPort).send(server, mail) : await context.port(emailPort).send(mail)
}

/** The server of a mailbox's own; undefined: its mail leaves through the store's. */
export function sendingServerOf(
  config: Pick<Config, 'secretFor'>,
  row: Selectable<MailboxRow>,
): SendingServer | undefined {
  const { sending_host: host, sending_port: port, sending_security: security, sending_secret_sealed: sealed } = row
  if (host === null || port === null || security === null) return undefined
  const secret = sealed === null ? '' : unseal(config, sealedFor, sealed).toString()
  return { host, port, security, account: row.sending_account, secret }
}
