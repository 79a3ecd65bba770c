import { tablesOf } from '#platform/tables'
import type { Reader, Work } from '#platform/work'
import type { Place } from '../find-place.ts'
import type { Automatic } from '../reading/automatic.ts'
import type { ReportedRecipient } from '../reading/delivery-report.ts'
import type { MailTables } from '../tables.ts'
import { changeOutbound, findOutbound, type OutboundMail } from './outbound.ts'
import { noteFailure } from './note-failure.ts'

const db = tablesOf<MailTables>()

/**
 * Puts a report of a mail server where it belongs: onto the answer that it is about. What failed for good is told to whoever holds the
 * matter; a delay is only noted. Reports about anything else change nothing. Anybody can write a report: only what comes to the return
 * path of a mail is about whom that was sent to, and says something of their address.
 */
export async function hearReport(work: Work, automatic: Automatic, place: Place | null): Promise<void> {
  const { report, kind } = automatic
  if (!report || (kind !== 'bounce' && kind !== 'delayed')) return
  const returned = place?.returned
  const mail =
    returned ?? (await reportedMail(work, report.originalMessageId, place?.conversationId ?? null, report.recipients))
  if (!mail) return
  const said = report.recipients.find(({ action }) => action === 'failed')
  if (kind === 'delayed' || (report.recipients.length > 0 && !said)) {
    if (mail.state === 'sent' && mail.delayed_at === null) await changeOutbound(work, mail, { delayed_at: work.now })
    return
  }
  await noteFailure(work, mail, {
    failure: 'returned',
    status: said?.status ?? '',
    diagnostic: said?.diagnostic ?? '',
    address: said?.address.includes('@') ? said.address : null,
    isProved: returned !== undefined,
  })
}

// By its own id; a report without one came to the address of its conversation, and is about what went last to whom it names.
async function reportedMail(
  reader: Reader,
  messageId: string,
  conversationId: string | null,
  recipients: readonly ReportedRecipient[],
): Promise<OutboundMail | undefined> {
  if (messageId) {
    const named = await findOutbound(reader, { mailMessageId: messageId })
    if (named) return named
  }
  if (conversationId === null) return undefined
  const addresses = recipients.map(({ address }) => address.toLowerCase())
  const sent = await db(reader)
    .selectFrom('outbound_mail')
    .selectAll()
    .where('store_id', '=', reader.storeId)
    .where('conversation_id', '=', conversationId)
    .where('state', '=', 'sent')
    .orderBy('sent_at', 'desc')
    .limit(20)
    .execute()
  const isTo = (mail: OutboundMail) =>
    [mail.to_address, ...mail.cc.map(({ address }) => address)].some((each) => addresses.includes(each.toLowerCase()))
  return sent.find(isTo) ?? (addresses.length === 0 ? sent[0] : undefined)
}
