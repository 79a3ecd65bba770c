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
    case 'replacement_unsent':
      return `A replacement was asked for on ${day(details.since)} and has no parcel yet.`
    case 'change_unanswered':
      return 'A change was asked for, and nobody has answered in time.'
    case 'payment_declined':
      return 'It turned up and was to be paid, and the payment was declined: nothing was taken. See whether the shopper needs help.'
    case 'audit':
      return `Put right at once against strong evidence (${(details.remedy ?? 'remedy').replaceAll('_', ' ')}): look at it afterwards.`
  }
}

function doneAbout({ remedy, stoppedBy, problemId }: FindingRow['details']): string {
  if (stoppedBy === 'unit_held' || stoppedBy === 'unit_already_settled') return ' It was being put right already.'
  if (stoppedBy) return ' It could not be put right unasked: a person has to look.'
  if (remedy) return ` Put right unasked: ${remedy}.`
  return problemId ? ' A problem was opened for the shopper.' : ''
}
