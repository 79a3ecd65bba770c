import { findOrder, type OrderRecord, type TenderRow } from '#modules/orders'
import {
  chargesOf,
  isRefundShownTo,
  labelOf,
  listCreditNotes,
  presentRefunds,
  refundsOf,
  type ChargeRow,
  type MovementRow,
  type RefundDetail,
} from '#modules/refunds'
import { money } from '#platform/money'
import type { Reader } from '#platform/work'
import { limits } from '../../limits.ts'
import type { GivenBack, OrderPayments, PaidCharge, PaidRefund } from './contract.ts'
import { findInvoice } from './invoice/queries.ts'
import { isBalance, stateOfMoney, wentToBalance } from './state-of-money.ts'
import { isGoodwill, sumsOf } from './totals.ts'

type Shown = Awaited<ReturnType<typeof presentRefunds>>[number]

/** Everything that was paid for one order and came back of it, as its shopper may see it; another's order is 404. */
export async function paymentsOfOrder(reader: Reader, anyId: string): Promise<OrderPayments> {
  const order = await findOrder(reader, anyId)
  const all = await refundsOf(reader, [order.row.id])
  const refunds = all.filter((detail) => isRefundShownTo(reader, detail))
  const shown = await presentRefunds(
    reader,
    refunds.map(({ row }) => row.id),
  )
  const charges = await chargesOf(reader, [order.row.id])
  return {
    order: headOf(order),
    charges: chargesShown(order, charges),
    refunds: refunds.map((detail, index) => refundShown(reader, order, detail, shown[index])),
    chargebacks: order.disputes.map((dispute) => {
      const tender = order.tenders.find((each) => each.id === dispute.tender_id)
      return {
        id: dispute.id,
        state: dispute.state,
        amount: money(dispute.amount_minor, order.row.currency),
        label: tender ? labelOf(tender) : null,
        openedAt: dispute.opened_at.toISOString(),
      }
    }),
    totals: totalsOf(order, refunds),
    documents: await documentsOf(reader, order, refunds),
  }
}

export function headOf(order: OrderRecord): OrderPayments['order'] {
  const { id, reference, placed_at: placedAt } = order.row
  return {
    id,
    reference,
    placedAt: placedAt.toISOString(),
    title: order.items[0]?.title ?? '',
    items: order.items.length,
  }
}

function totalsOf(order: OrderRecord, refunds: readonly RefundDetail[]): OrderPayments['totals'] {
  const sums = sumsOf({ tenders: order.tenders, disputes: order.disputes, refunds })
  const of = (amountMinor: number) => money(amountMinor, order.row.currency)
  return {
    order: of(order.row.total_minor),
    charged: of(sums.charged),
    fromBalances: of(sums.fromBalances),
    givenBack: of(sums.givenBack),
    onItsWay: of(sums.onItsWay),
    atTheBank: of(sums.atTheBank),
    byTheBank: of(sums.byTheBank),
    paid: of(sums.paid),
    onTop: of(sums.onTop),
  }
}

/** What the tenders took, and charges of ours that took nothing yet or never will. */
function chargesShown(order: OrderRecord, charges: readonly ChargeRow[]): PaidCharge[] {
  const taken = order.tenders.map((tender) => tenderShown(order, tender, charges))
  const others = charges
    .filter((charge) => charge.state !== 'succeeded')
    .map((charge): PaidCharge => {
      const method = order.tenders.find((tender) => tender.payment_method_id === charge.payment_method_id)
      return {
        id: charge.id,
        kind: 'extra',
        how: method?.kind ?? 'other',
        label: method ? labelOf(method) : '',
        amount: money(charge.amount_minor, charge.currency),
        held: null,
        state: charge.state === 'failed' ? 'declined' : 'under_way',
        about: { kind: charge.about_kind, id: charge.about_id },
        reference: charge.provider_reference,
        at: charge.requested_at.toISOString(),
      }
    })
  return [...taken, ...others].toSorted((one, other) => one.at.localeCompare(other.at))
}

function tenderShown(order: OrderRecord, tender: TenderRow, charges: readonly ChargeRow[]): PaidCharge {
  const { currency, total_minor: total, placed_at: placedAt } = order.row
  const charge = charges.find((each) => each.id === tender.charge_id)
  const captured = order.tenders.reduce((sum, each) => sum + each.captured_minor, 0)
  const open = captured < total ? Math.max(0, (tender.authorized_minor ?? 0) - tender.captured_minor) : 0
  return {
    id: tender.id,
    kind: tender.charge_id === null ? 'paid' : 'extra',
    how: tender.kind,
    label: labelOf(tender),
    amount: money(tender.captured_minor, currency),
    held: open > 0 ? money(open, currency) : null,
    state: tender.captured_minor === 0 && open > 0 ? 'held' : 'taken',
    about: charge ? { kind: charge.about_kind, id: charge.about_id } : null,
    // The name of a gift card may be what it is paid with.
    reference: isBalance(tender) ? null : tender.reference,
    at: (tender.captured_at ?? charge?.settled_at ?? placedAt).toISOString(),
  }
}

function refundShown(
  reader: Reader,
  order: OrderRecord,
  { row, movements }: RefundDetail,
  shown: Shown | undefined,
): PaidRefund {
  return {
    id: row.id,
    amount: money(row.amount_minor, row.currency),
    reason: row.reason,
    askedAt: row.created_at.toISOString(),
    isElsewhere: row.origin === 'external',
    isOnTop: movements.length > 0 && movements.every(isGoodwill),
    lines: (shown?.lines ?? []).map(({ title, quantity, amount }) => ({ title, quantity, amount })),
    ways: movements.map((movement) =>
      wayShown(reader, order, movement, shown?.perTender.find((each) => each.id === movement.id)?.label ?? ''),
    ),
    canTakeAnotherWay: (shown?.allowed ?? []).includes('take_way_out'),
  }
}

function wayShown(reader: Reader, order: OrderRecord, movement: MovementRow, label: string): GivenBack {
  const isOurs = wentToBalance(movement, order.tenders)
  return {
    id: movement.id,
    to: movement.target_kind,
    label,
    isBalance: isOurs,
    amount: money(movement.amount_minor, movement.currency),
    state: stateOfMoney(movement, isOurs, reader.now),
    askedAt: movement.requested_at.toISOString(),
    arrivesBy: movement.expected_by?.toISOString() ?? null,
    settledAt: movement.settled_at?.toISOString() ?? null,
    reference: movement.provider_reference,
    madeGoodBy: movement.made_good_by,
  }
}

async function documentsOf(
  reader: Reader,
  { row, tenders }: OrderRecord,
  refunds: readonly RefundDetail[],
): Promise<OrderPayments['documents']> {
  const shown = new Set(refunds.map((refund) => refund.row.id))
  const notes = await listCreditNotes(reader, { orderId: row.id, limit: limits.statements.creditNotes })
  const isPaid = tenders.some((tender) => tender.captured_minor > 0)
  const invoice = isPaid ? await findInvoice(reader, row.id) : undefined
  return {
    invoice: isPaid ? { number: invoice?.number ?? null, url: `/documents/invoices/${row.id}` } : null,
    creditNotes: notes
      .filter((note) => shown.has(note.refund_id))
      .map((note) => ({
        id: note.id,
        number: note.number,
        kind: note.kind,
        refundId: note.refund_id,
        gross: money(note.gross_minor, note.currency),
        issuedAt: note.issued_at.toISOString(),
        url: `/documents/credit-notes/${note.id}`,
      })),
  }
}
