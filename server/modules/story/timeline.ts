import type { ProblemRecord } from '#modules/problems'
import type { RefundDetail } from '#modules/refunds'
import type { WithdrawalRow } from '#modules/returns'
import { findStaff } from '#modules/staff'
import { formatMoney } from '#platform/money'
import type { Reader } from '#platform/work'
import type { OrderStory } from './contract.ts'
import type { StoryOfOrder } from './load-orders.ts'
import { returnWords } from './return-words.ts'

type Entry = OrderStory['timeline'][number]

interface Parts
  extends Pick<
    OrderStory,
    'shipments' | 'changes' | 'refunds' | 'replacements' | 'reviews' | 'approvals' | 'notifications'
  > {
  problemRows: readonly ProblemRecord[]
  refundRows: readonly RefundDetail[]
  withdrawals: readonly WithdrawalRow[]
  calls: readonly Entry[]
}

/** Everything that happened to an order in one line each, oldest first. Taken from the matters themselves, so that history that came along is whole too. */
export async function timelineOf(reader: Reader, story: StoryOfOrder, parts: Parts): Promise<Entry[]> {
  const entries = [
    ...placed(story),
    ...parcels(parts),
    ...changes(story, parts),
    ...problems(parts),
    ...reviews(parts),
    ...replacements(parts),
    ...returned(story),
    ...withdrawn(parts),
    ...refunds(parts),
    ...approvals(parts),
    ...mails(parts),
    ...parts.calls,
  ]
  const named = await nameActors(reader, story, entries)
  return named.sort((one, other) => (one.at < other.at ? -1 : one.at > other.at ? 1 : 0))
}

function placed({ order }: StoryOfOrder): Entry[] {
  const { row } = order
  const subject = { kind: 'order', id: row.id }
  return [
    entry(row.placed_at, 'order.placed', `Order ${row.reference} placed`, null, subject),
    ...order.history.map(({ at, kind, details }) =>
      entry(
        at,
        `history.${kind}`,
        `${kind === 'return' ? 'Returned' : 'Canceled'} before it came here${details.reason ? `: ${details.reason}` : ''}`,
        null,
        subject,
      ),
    ),
    ...order.disputes.map((dispute) =>
      entry(
        dispute.opened_at,
        'dispute.opened',
        `Chargeback of ${shown(dispute.amount_minor, row.currency)} opened (${dispute.state})`,
        null,
        { kind: 'dispute', id: dispute.id },
      ),
    ),
  ]
}

function parcels({ shipments }: Parts): Entry[] {
  return shipments.flatMap((shipment) => {
    const about = { kind: 'shipment', id: shipment.id }
    const name = [shipment.carrier, shipment.trackingNumber].filter(Boolean).join(' ')
    return [
      ...(shipment.shippedAt
        ? [entry(shipment.shippedAt, 'shipment.shipped', `Parcel sent${name ? ` with ${name}` : ''}`, null, about)]
        : []),
      ...shipment.timeline.map(({ at, status, words, place }) =>
        entry(at, `scan.${status}`, place ? `${words} — ${place}` : words, shipment.carrier, about),
      ),
    ]
  })
}

function changes({ changes: records }: StoryOfOrder, { changes: shownChanges }: Parts): Entry[] {
  return records.flatMap(({ row }) => {
    const about = { kind: 'change', id: row.id }
    const kind = {
      cancel: 'Cancellation',
      address: 'New address',
      variant: 'Other variant',
      payment: 'Other payment method',
    }[row.kind]
    const words = shownChanges.find((change) => change.id === row.id)?.words ?? ''
    return [
      entry(
        row.requested_at,
        'change.requested',
        `${kind} asked for${row.reason ? `: ${row.reason}` : ''}`,
        row.requested_by,
        about,
      ),
      ...(row.decided_at
        ? [entry(row.decided_at, `change.${row.state}`, `${kind} ${row.state}. ${words}`.trim(), null, about)]
        : []),
    ]
  })
}

function problems({ problemRows }: Parts): Entry[] {
  return problemRows.flatMap(({ row }) => {
    const about = { kind: 'problem', id: row.id }
    const reasons = row.verdict.reasons
      .map(({ staff }) => staff)
      .filter(Boolean)
      .join(' ')
    return [
      entry(
        row.opened_at,
        'problem.reported',
        `${row.reference}: ${KIND_WORDS[row.kind]}${row.note ? ` — “${row.note}”` : ''}. ${reasons}`.trim(),
        row.opened_by,
        about,
      ),
      ...(row.remedied_at && row.remedy_kind
        ? [
            entry(
              row.remedied_at,
              'problem.remedied',
              `Put right: ${row.remedy_kind.replaceAll('_', ' ')}`,
              row.remedied_by,
              about,
            ),
          ]
        : []),
      ...(row.turned_up_at
        ? [entry(row.turned_up_at, 'problem.turned_up', 'It turned up after all', null, about)]
        : []),
    ]
  })
}

function reviews(parts: Parts): Entry[] {
  return parts.reviews.flatMap((review) => {
    const about = { kind: 'review', id: review.id }
    return [entry(review.openedAt, 'review.opened', `A person is asked: ${review.question}`, null, about)]
  })
}

function replacements(parts: Parts): Entry[] {
  return parts.replacements.map((replacement) =>
    entry(replacement.requestedAt, 'replacement.requested', replacement.words, null, {
      kind: 'replacement',
      id: replacement.id,
    }),
  )
}

function withdrawn({ withdrawals }: Parts): Entry[] {
  return withdrawals.flatMap((row) => {
    const about = { kind: 'withdrawal', id: row.id }
    const part = row.items ? ` — “${row.items}”` : ''
    return [
      entry(
        row.declared_at,
        'withdrawal.declared',
        `${row.reference}: ${row.name} withdrew from the contract${part}`,
        null,
        about,
      ),
      ...(row.matched_at && row.outcome
        ? [
            entry(
              row.matched_at,
              'withdrawal.matched',
              `Withdrawal: ${row.outcome}${row.why ? ` (${row.why.replaceAll('_', ' ')})` : ''}`,
              row.matched_by,
              about,
            ),
          ]
        : []),
    ]
  })
}

function returned({ returns, order }: StoryOfOrder): Entry[] {
  return returns.flatMap((record) => {
    const { row, lines, units, parcels } = record
    const about = { kind: 'return', id: row.id }
    const mine = lines.filter((line) => line.order_id === order.row.id)
    const counted = units.filter((unit) => mine.some((line) => line.id === unit.line_id)).length
    const answered = mine.filter(
      (line) => line.approval_by !== null && line.approval_by !== 'policy' && line.approval_at,
    )
    return [
      entry(
        row.requested_at,
        'return.requested',
        returnWords({ ...record, lines: mine }, counted),
        row.requested_by,
        about,
      ),
      ...answered.map((line) =>
        entry(
          line.approval_at ?? row.requested_at,
          `return.${line.approval}`,
          `Return ${line.approval}${line.approval_note ? `: ${line.approval_note}` : ''}`,
          line.approval_by,
          about,
        ),
      ),
      ...parcels.flatMap((parcel) => [
        ...(parcel.accepted_at
          ? [entry(parcel.accepted_at, 'return.dropped_off', 'Return handed over', parcel.accepted_by, about)]
          : []),
        ...(parcel.first_scan_at
          ? [entry(parcel.first_scan_at, 'return.in_transit', 'Return on its way to us', parcel.carrier, about)]
          : []),
        ...(parcel.delivered_at
          ? [entry(parcel.delivered_at, 'return.delivered', 'Return arrived', parcel.carrier, about)]
          : []),
      ]),
      ...[...new Set(units.flatMap((unit) => unit.received_at?.getTime() ?? []))].map((at) =>
        entry(new Date(at), 'return.received', 'Return received and counted', null, about),
      ),
      ...(row.canceled_at
        ? [
            entry(
              row.canceled_at,
              'return.canceled',
              `Return ended${row.cancel_reason ? `: ${row.cancel_reason.replaceAll('_', ' ')}` : ''}`,
              null,
              about,
            ),
          ]
        : []),
      ...(row.closed_at ? [entry(row.closed_at, 'return.closed', 'Return closed', null, about)] : []),
    ]
  })
}

function refunds({ refunds: shownRefunds, refundRows }: Parts): Entry[] {
  return refundRows.flatMap(({ row, movements }) => {
    const about = { kind: 'refund', id: row.id }
    const labels = shownRefunds.find(({ id }) => id === row.id)?.perTender ?? []
    const label = (movementId: string) => labels.find(({ id }) => id === movementId)?.label ?? ''
    return [
      entry(
        row.created_at,
        'refund.requested',
        `Refund of ${shown(row.amount_minor, row.currency)}${row.origin === 'external' ? ' made outside' : ''} (${row.reason.replaceAll('_', ' ')})`,
        row.requested_by,
        about,
      ),
      ...movements.flatMap((movement) =>
        movement.settled_at && row.origin === 'here'
          ? [
              entry(
                movement.settled_at,
                `refund.${movement.state}`,
                `${shown(movement.amount_minor, movement.currency)} to ${label(movement.id)}: ${movement.state}`,
                null,
                about,
              ),
            ]
          : [],
      ),
    ]
  })
}

function approvals(parts: Parts): Entry[] {
  return parts.approvals.flatMap((approval) => {
    const about = { kind: 'approval', id: approval.id }
    return [
      entry(
        approval.requestedAt,
        'approval.requested',
        `Approval asked for: ${approval.summary}`,
        approval.requestedBy.name,
        about,
      ),
      ...(approval.decidedAt
        ? [
            entry(
              approval.decidedAt,
              `approval.${approval.state}`,
              `Approval ${approval.state}${approval.note ? `: ${approval.note}` : ''}`,
              approval.decidedBy?.name ?? null,
              about,
            ),
          ]
        : []),
    ]
  })
}

function mails({ notifications }: Parts): Entry[] {
  return notifications.map(({ id, at, subject, state, to }) =>
    entry(at, `mail.${state}`, `Mail to ${to}: ${subject}`, null, { kind: 'notification', id }),
  )
}

const KIND_WORDS = {
  delivered_not_received: 'says delivered, but it isn’t there',
  not_received: 'never came',
  late: 'late',
  damaged: 'damaged',
  defective: 'defective',
  wrong_item: 'wrong item',
  missing_parts: 'parts missing',
  not_as_described: 'not as described',
} as const

function entry(at: Date | string, kind: string, words: string, by: string | null, about: Entry['about']): Entry {
  return { at: typeof at === 'string' ? at : at.toISOString(), kind, words, by, about }
}

function shown(amountMinor: number, currency: string): string {
  return formatMoney({ amountMinor, currency }, 'en-US')
}

/** Actor keys such as `staff:stf_…` become names; the program itself becomes Makeright. */
async function nameActors(reader: Reader, story: StoryOfOrder, entries: readonly Entry[]): Promise<Entry[]> {
  const staffIds = entries.flatMap(({ by }) => (by?.startsWith('staff:') ? [by.slice('staff:'.length)] : []))
  const people = await findStaff(reader, [...new Set(staffIds)])
  const nameOf = (by: string): string => {
    if (by.startsWith('staff:')) return people.get(by.slice('staff:'.length))?.name ?? 'Staff'
    if (by.startsWith('shopper:') || by.startsWith('guest:')) return story.customer?.name || 'The shopper'
    if (by.startsWith('system:')) return 'Makeright'
    return by.startsWith('key:') ? 'The storefront' : by
  }
  return entries.map((each) => ({ ...each, by: each.by === null ? null : nameOf(each.by) }))
}
