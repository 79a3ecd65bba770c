import { findCustomers } from '#modules/customers'
import { findFiles, presentFile } from '#modules/files'
import { loadOrders, type OrderRecord } from '#modules/orders'
import { findDecision, type ClaimRuling } from '#modules/policy'
import { presentRefunds, refundsOf, type RefundDetail } from '#modules/refunds'
import { findSellers, firstNameSeen } from '#modules/sellers'
import { type BurdenRow, burdensOf } from '#modules/settlements'
import { findStaff } from '#modules/staff'
import { findStore } from '#modules/stores'
import type { StoredFile } from '#contract/files'
import type { Refund } from '#contract/refunds'
import type { Reader } from '#platform/work'
import { claimAsSeen, trackingNumbersOf } from './as-seen.ts'
import { actionsOn, sideOf } from './commands/for-side.ts'
import type { Claim } from './contract.ts'
import { takenFor } from './facts.ts'
import type { ClaimRecord } from './queries.ts'
import { isOpen } from './rules.ts'
import type { Outlook, Side } from './tables.ts'
import { protectionWords, reasonFor } from './why.ts'
import { claimWords } from './words.ts'

/**
 * Claims as their reader may see them. A shopper sees neither blame nor risk; a seller sees the shopper's first name and
 * what they said and showed, and nothing else of theirs. What either wrote reaches the other without ways to go on elsewhere.
 */
export async function presentClaims(reader: Reader, records: readonly ClaimRecord[]): Promise<Claim[]> {
  if (records.length === 0) return []
  const orderIds = [...new Set(records.map(({ row }) => row.order_id))]
  const [orders, sellers, store, customers, files, numbers] = [
    await loadOrders(reader, orderIds),
    await findSellers(
      reader,
      records.map(({ row }) => row.seller_id),
    ),
    await findStore(reader),
    await findCustomers(reader, [...new Set(records.map(({ row }) => row.customer_id))]),
    await filesOf(reader, records),
    ['shopper', 'guest', 'seller'].includes(reader.actor.kind) ? await trackingNumbersOf(reader, orderIds) : [],
  ]
  const refunds = await presentRefunds(
    reader,
    reader.actor.kind === 'seller' ? [] : records.flatMap(({ row }) => row.refund_id ?? []),
  )
  const staff = await findStaff(
    reader,
    reader.actor.kind === 'staff'
      ? records.flatMap(({ row, entries }) =>
          [row.decided_by, ...entries.map(({ by }) => by)].flatMap((by) => staffIdIn(by) ?? []),
        )
      : [],
  )
  const detailed = records.filter(({ row }) => row.award_return_id !== null || row.ground === 'overcharged')
  const details = await refundsOf(reader, [...new Set(detailed.map(({ row }) => row.order_id))])
  const shown: Claim[] = []
  for (const record of records) {
    const { row } = record
    const viewer = await sideOf(reader, row)
    const order = orders.find((each) => each.row.id === row.order_id) as OrderRecord
    shown.push(
      await presentOne(reader, {
        record: claimAsSeen(record, viewer, { order, numbers }),
        viewer,
        order,
        sellerName: sellers.find((seller) => seller.id === row.seller_id)?.name ?? '',
        shopperName: customers.get(row.customer_id)?.name ?? '',
        zone: store.timeZone,
        files,
        refund: refunds.find((each) => each.id === row.refund_id) ?? null,
        staff,
        details: details.filter((each) => each.row.order_id === row.order_id),
        burdens: viewer === 'shopper' ? [] : await burdensOfClaim(reader, record),
      }),
    )
  }
  return shown
}

interface Known {
  record: ClaimRecord
  viewer: Side | 'staff'
  order: OrderRecord
  sellerName: string
  shopperName: string
  zone: string
  files: ReadonlyMap<string, StoredFile>
  refund: Refund | null
  /** Who decided, for colleagues. */
  staff: ReadonlyMap<string, { name: string }>
  burdens: readonly BurdenRow[]
  /** The refunds of the order, where an award or what is asked for depends on them. */
  details: readonly RefundDetail[]
}

/** What was awarded did not arrive: the page says so, and where it can be had another way. */
function moneyWords({ record: { row }, viewer, refund, burdens }: Known): { headline: string; words: string } | null {
  if (viewer === 'seller') {
    const isBack = burdens.length > 0 && burdens.every((burden) => burden.seller_minor === 0)
    return row.payer === 'seller' && row.refund_id !== null && isBack
      ? {
          headline: 'Decided for the shopper',
          words: 'The money didn’t reach them yet, so nothing is debited from you so far.',
        }
      : null
  }
  if (refund?.state !== 'failed' || row.verdict === 'for_seller') return null
  return {
    headline: 'Your money didn’t go through yet',
    words: 'Nothing is lost: pick another way to get it on your order, or a person helps you.',
  }
}

async function presentOne(reader: Reader, known: Known): Promise<Claim> {
  const { record, viewer, order, sellerName, zone, files } = known
  const { row, unitIds } = record
  const units = order.units.filter((unit) => unitIds.includes(unit.id))
  const items = order.items.filter((item) => units.some((unit) => unit.item_id === item.id))
  const shownFiles = (ids: readonly string[]) => ids.flatMap((id) => files.get(id) ?? [])
  const question = record.questions.find((each) => each.state === 'open') ?? null
  const offer = record.offers.find((each) => each.state === 'open') ?? null
  return {
    id: row.id,
    reference: row.reference,
    ground: row.ground,
    state: row.state,
    ...(moneyWords(known) ?? claimWords(record, viewer, sellerName, zone)),
    order: { id: order.row.id, reference: order.row.reference, placedAt: order.row.placed_at.toISOString() },
    seller: { id: row.seller_id, name: sellerName },
    shopper: { name: viewer === 'seller' ? firstNameSeen(known.shopperName) : known.shopperName },
    ...(viewer === 'staff' ? { customerId: row.customer_id } : {}),
    items: items.map((item) => ({
      itemId: item.id,
      title: item.title,
      imageUrl: item.image_url,
      category: item.category,
      quantity: units.filter((unit) => unit.item_id === item.id).length,
    })),
    value: { amountMinor: row.value_minor, currency: row.currency },
    tooMuch: row.asked_minor === null ? null : { amountMinor: row.asked_minor, currency: row.currency },
    openedAt: row.opened_at.toISOString(),
    turnAt: row.turn_at?.toISOString() ?? null,
    dueAt: row.due_at?.toISOString() ?? null,
    dueFor: dueFor(record),
    paused: row.paused_at !== null,
    sellerAnswer: row.seller_answer,
    advanced: row.advanced,
    decision: decisionOf(known),
    refund: known.refund,
    returnId: row.award_return_id ?? row.return_id,
    ...(viewer === 'shopper'
      ? {}
      : {
          debit: debitOf(known),
          protection: protectionOf(record),
          ahead: aheadIn(known),
          charge: chargeIn(known),
        }),
    entries: record.entries.map((entry) => ({
      id: entry.id,
      side: entry.side,
      kind: entry.kind,
      evidenceKind: entry.evidence_kind,
      words: entry.words,
      facts: entry.facts,
      files: shownFiles(entry.file_ids),
      at: entry.at.toISOString(),
      ...(viewer === 'staff' ? { by: colleagueBy(entry.by, known.staff)?.name ?? null } : {}),
    })),
    question: question && {
      id: question.id,
      to: question.side,
      words: question.words,
      dueAt: question.due_at.toISOString(),
    },
    // The other side's are nothing but an open one without its words: whose turn it is.
    questions: record.questions
      .filter((each) => viewer === 'staff' || each.side === viewer)
      .map((each) => ({
        id: each.id,
        to: each.side,
        words: each.words,
        state: each.state,
        askedAt: each.asked_at.toISOString(),
        reply: each.reply,
        files: shownFiles(each.file_ids),
      })),
    offer: offer && {
      id: offer.id,
      amount: { amountMinor: offer.amount_minor, currency: offer.currency },
      words: offer.words,
      madeAt: offer.made_at.toISOString(),
    },
    offers: record.offers.map((each) => ({
      id: each.id,
      amount: { amountMinor: each.amount_minor, currency: each.currency },
      state: each.state,
      madeAt: each.made_at.toISOString(),
      closedAt: each.closed_at?.toISOString() ?? null,
    })),
    appeals: record.appeals.map((appeal) => ({
      side: appeal.side,
      at: appeal.at.toISOString(),
      words: appeal.words,
      outcome: appeal.outcome,
    })),
    ...(viewer === 'staff' ? { proposal: await proposalOf(reader, record) } : {}),
    allowed: await actionsOn(reader, record),
  }
}

function dueFor({ row, questions }: ClaimRecord): Claim['dueFor'] {
  if (row.paused_at !== null) return 'nobody'
  const question = questions.find((each) => each.state === 'open')
  if (question) return question.side
  if (row.state === 'contacting' || row.state === 'seller_due') return 'seller'
  return row.state === 'review' || row.state === 'appealed' ? 'store' : 'nobody'
}

function decisionOf(known: Known): Claim['decision'] {
  const {
    record: { row, entries },
    viewer,
    staff,
  } = known
  if (row.verdict === null || row.decided_at === null || row.award === null) return null
  const entry = entries.findLast((each) => each.kind === 'decision')
  const code = entry?.facts.reason
  return {
    verdict: row.verdict,
    at: row.decided_at.toISOString(),
    award: row.award,
    amount: { amountMinor: row.award_minor ?? 0, currency: row.currency },
    follows: followsOf(known),
    words: entry?.words ?? '',
    reason: code === undefined ? null : reasonFor(code, viewer, entry?.words ?? ''),
    by: row.decided_by?.startsWith('staff:') ? 'person' : code === 'settled_between' ? 'agreement' : 'rules',
    ...(viewer === 'shopper' ? {} : { payer: row.payer, counts: row.counts ?? false }),
    ...(viewer === 'staff' ? { decidedBy: colleagueBy(row.decided_by, staff) } : {}),
    appealUntil: row.appeal_until?.toISOString() ?? null,
  }
}

/** What is paid once the goods are back, or was. */
function followsOf({ record: { row }, viewer, details, burdens }: Known): NonNullable<Claim['decision']>['follows'] {
  if (row.award !== 'return' || row.award_return_id === null) return null
  const money = (amountMinor: number) => ({ amountMinor, currency: row.currency })
  const ahead = row.ruling?.ahead?.accepted
  const paid = details.filter((each) => each.row.about_kind === 'return' && each.row.about_id === row.award_return_id)
  const amountMinor =
    paid.length > 0
      ? paid.reduce((sum, each) => sum + each.row.amount_minor, 0)
      : (ahead?.amountMinor ?? row.value_minor)
  const bearMinor = row.payer === 'seller' ? (ahead?.bearMinor ?? row.value_minor) : 0
  return {
    amount: money(amountMinor),
    paid: paid.length > 0,
    ...(viewer === 'shopper'
      ? {}
      : { yours: money(burdens.length > 0 ? burdens.reduce((sum, each) => sum + each.seller_minor, 0) : bearMinor) }),
  }
}

/** What each answer comes to, while one is awaited. */
function aheadIn({ record: { row }, burdens }: Known): Claim['ahead'] {
  const ahead = row.ruling?.ahead
  if (!ahead || (row.state !== 'contacting' && row.state !== 'seller_due')) return null
  const money = (amountMinor: number) => ({ amountMinor, currency: row.currency })
  const held = burdens.reduce((sum, burden) => sum + burden.seller_minor, 0)
  const shown = ({ award, payer, counts, amountMinor, sellerMinor }: Outlook) => ({
    award,
    payer,
    counts,
    // Paid in advance, nothing more is paid; what is held is what it is about.
    amount: money(row.advanced ? row.value_minor : amountMinor),
    yours: money(row.advanced ? (payer === 'seller' ? held : 0) : sellerMinor),
  })
  return { accepted: shown(ahead.accepted), silent: shown(ahead.silent) }
}

/** What was taken against the price, for whoever decides about an overcharge. What others sold in the order is not a seller's business. */
function chargeIn({ record: { row }, viewer, order, details }: Known): Claim['charge'] {
  if (row.ground !== 'overcharged') return null
  if (viewer === 'seller' && order.items.some((item) => item.seller_id !== row.seller_id)) return null
  const money = (amountMinor: number) => ({ amountMinor, currency: row.currency })
  return {
    price: money(order.row.total_minor),
    taken: money(takenFor(order)),
    givenBack: money(
      details.filter((each) => each.row.state !== 'failed').reduce((sum, each) => sum + each.row.amount_minor, 0),
    ),
  }
}

/** Who of the store is behind the key of an actor; null where it was nobody of them. */
function colleagueBy(by: string | null, staff: Known['staff']): { id: string; name: string } | null {
  const id = staffIdIn(by)
  return id === undefined ? null : { id, name: staff.get(id)?.name ?? '' }
}

function staffIdIn(by: string | null): string | undefined {
  return by?.startsWith('staff:') ? by.slice('staff:'.length) : undefined
}

function debitOf({ burdens, record: { row } }: Known): Claim['debit'] {
  const sum = (of: (burden: BurdenRow) => number) => burdens.reduce((total, burden) => total + of(burden), 0)
  return burdens.length === 0
    ? null
    : {
        state: burdens.at(-1)?.state ?? 'held',
        amount: { amountMinor: sum((burden) => burden.seller_minor), currency: row.currency },
        commissionBack: { amountMinor: sum((burden) => burden.commission_back_minor), currency: row.currency },
      }
}

/** Of what never came: nothing else is decided by it. */
function protectionOf({ row }: ClaimRecord): NonNullable<Claim['protection']> {
  if (row.ground !== 'not_received' && row.ground !== 'delivered_missing') return []
  return row.protection.map((check) => ({
    condition: check.condition,
    met: check.met,
    open: check.open ?? null,
    hours: check.hours ?? null,
    by: check.by ?? null,
    words: protectionWords(check),
  }))
}

/** What the rules propose while a person is to decide, with its trace. */
async function proposalOf(reader: Reader, { row }: ClaimRecord): Promise<Claim['proposal']> {
  if (row.decision_id === null || row.ruling === null || !isOpen(row)) return null
  const ruling: ClaimRuling = row.ruling
  const decision = await findDecision(reader, row.decision_id)
  return {
    verdict: 'for_shopper',
    award: ruling.award,
    payer: ruling.payer,
    counts: ruling.counts,
    rule: decision.rowId ?? '',
    reasons: decision.reasons.map((reason) => ({ code: reason.code, words: reason.staff, params: reason.params })),
    riskBand: row.risk_band,
    decisionId: row.decision_id,
    requiredRole: row.required_role,
    onSilence:
      row.state === 'appealed'
        ? 'Unanswered, the appeal is won, at the store’s cost.'
        : 'Undecided, a lead gets it; after that it goes to the shopper, without blame.',
  }
}

/** A claim's own burdens, and those of the return that it ended in. */
async function burdensOfClaim(reader: Reader, { row }: ClaimRecord): Promise<BurdenRow[]> {
  const own = await burdensOf(reader, { about: { kind: 'claim', id: row.id } })
  return row.award_return_id
    ? [...own, ...(await burdensOf(reader, { about: { kind: 'return', id: row.award_return_id } }))]
    : own
}

/** Whoever may see the claim may see what was shown in it: pictures were made anew without metadata. */
async function filesOf(reader: Reader, records: readonly ClaimRecord[]): Promise<Map<string, StoredFile>> {
  const ids = records.flatMap(({ entries, questions }) => [
    ...entries.flatMap((entry) => entry.file_ids),
    ...questions.flatMap((question) => question.file_ids),
  ])
  const files = await findFiles(reader, [...new Set(ids)])
  return new Map(await Promise.all(files.map(async (file) => [file.id, await presentFile(reader, file)] as const)))
}
