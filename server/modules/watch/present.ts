import { formatMoney } from '#platform/money'
import { dayInWords } from '#platform/words'
import type { Finding } from './contract.ts'
import type { FindingRow } from './tables.ts'

/** A finding as the console shows it: what was seen, and what was done about it. */
export function presentFinding(row: FindingRow, zone: string): Finding {
  return {
    id: row.id,
    kind: row.kind,
    words: wordsOf(row, zone),
    orderId: row.order_id,
    foundAt: row.found_at.toISOString(),
    resolvedAt: row.resolved_at?.toISOString() ?? null,
    resolution: row.resolution,
  }
}

function wordsOf({ kind, details }: FindingRow, zone: string): string {
  const day = (at: string | undefined) => (at ? dayInWords(new Date(at), zone) : 'an unknown day')
  const shadow = details.mode === 'shadow' ? ' Decided in shadow only: nothing was done.' : ''
  switch (kind) {
    case 'promise_at_risk':
      return `Promised for ${day(details.promisedBy)} and hardly to be kept.${shadow}`
    case 'promise_missed':
      return `Promised for ${day(details.promisedBy)} and missed.${details.feeRefundId ? ' The shipping fee went back.' : ''}${details.goodwill ? ' A goodwill credit was given.' : ''}${shadow}`
    case 'presumed_lost':
      return `Nothing heard since ${day(details.since)}: taken as lost.${doneAbout(details)}${shadow}`
    case 'refund_unsettled':
      return `A refund of ${formatMoney({ amountMinor: details.amountMinor ?? 0, currency: details.currency ?? 'USD' }, 'en-US')} was issued on ${day(details.since)} and has not settled.`
    case 'refund_mismatch':
      return mismatchWords(details)
    case 'refunded_twice':
      return `${formatMoney({ amountMinor: details.amountMinor ?? 0, currency: details.currency ?? 'USD' }, 'en-US')} more went back than was ever paid: a refund was made elsewhere as well. See whether one of them can still be stopped.`
    case 'replacement_unsent':
      return `A replacement was asked for on ${day(details.since)} and has no parcel yet.`
    case 'change_unanswered':
      return 'A change was asked for, and nobody has answered in time.'
    case 'payment_declined':
      return 'It turned up and was to be paid, and the payment was declined: nothing was taken. See whether the shopper needs help.'
    case 'payouts_unusual':
      return payoutWords(details)
    case 'mail_put_aside':
      return `${asideWords[details.problem ?? ''] ?? 'A mail came that could not be read'}: it is kept, and waits in “Mail put aside” for somebody to look.`
    case 'answer_nearly_late':
      return `A mail waits, and the answer was promised for ${day(details.promisedBy)}: nobody has answered yet.`
    case 'phone_line_trouble':
      return `${details.problem ?? 'The telephone line does not work.'} Calls that were asked for wait, or are tried again.`
    case 'audit':
      return `Put right at once against strong evidence (${(details.remedy ?? 'remedy').replaceAll('_', ' ')}): look at it afterwards.`
  }
}

const asideWords: Record<string, string> = {
  several_senders: 'A mail came that names several senders',
  no_sender: 'A mail came that does not say who wrote it',
  not_filed: 'A mail came that could not be filed',
}

function payoutWords({ amountMinor, normMinor, currency, steppedDown }: FindingRow['details']): string {
  const shown = (minor: number | undefined) =>
    formatMoney({ amountMinor: minor ?? 0, currency: currency ?? 'USD' }, 'en-US')
  const done = steppedDown ? ' Refunds at the first scan now wait until the goods are here.' : ''
  return `Returns were paid ${shown(amountMinor)} before anything was back; ${shown(normMinor)} is usual for this weekday.${done}`
}

function mismatchWords({
  mismatch,
  amountMinor,
  theirsMinor,
  currency,
  providerReference,
}: FindingRow['details']): string {
  const shown = (minor: number | undefined) =>
    formatMoney({ amountMinor: minor ?? 0, currency: currency ?? 'USD' }, 'en-US')
  const at = providerReference ? ` (${providerReference})` : ''
  switch (mismatch) {
    case 'unknown':
      return `The payment provider has a refund of ${shown(theirsMinor)}${at} that was not made here. Record it, so that it is not given twice.`
    case 'missing':
      return `A refund of ${shown(amountMinor)}${at} is done here, and the payment provider does not know it.`
    case 'paid_twice':
      return `A refund of ${shown(amountMinor)}${at} that had failed was paid after all, and the shopper has it another way, too.`
    default:
      return `A refund of ${shown(amountMinor)}${at} stands at ${shown(theirsMinor)} in the payment provider’s books.`
  }
}

function doneAbout({ remedy, stoppedBy, problemId }: FindingRow['details']): string {
  if (stoppedBy === 'unit_held' || stoppedBy === 'unit_already_settled') return ' It was being put right already.'
  if (stoppedBy) return ' It could not be put right unasked: a person has to look.'
  if (remedy) return ` Put right unasked: ${remedy}.`
  return problemId ? ' A problem was opened for the shopper.' : ''
}
