import { job } from '#platform/jobs/job'
import { read } from '#platform/work'
import { system } from '#platform/auth/actor'
import { noteComparison } from '../commands/note-comparison.ts'
import { findMailbox, serverOf } from '../follow-mailbox.ts'
import { mailboxPort } from '../ports.ts'

/** Compares what lies on the server with what was kept, and has read what is missing. */
export const compareMailbox = job<{ mailboxId: string }>(
  'mail.compare-mailbox',
  { retryLimit: 3, retryDelaySeconds: 600, timeoutSeconds: 300 },
  async (context, { mailboxId }) => {
    const row = await findMailbox(read(context.app, system('mail')), mailboxId)
    if (!row?.active || row.kind !== 'imap') return
    const { uidValidity, uids } = await context.port(mailboxPort).list(await serverOf(context.app, row), context.signal)
    const { missing } = await context.transact((work) => noteComparison(work, { mailboxId, uidValidity, uids }))
    if (missing > 0)
      context.log.warn({ mailbox: mailboxId, missing }, 'mails that lie on the server were not kept; they are read now')
  },
)
