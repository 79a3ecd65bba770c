import type { OurBooks } from './our-books.ts'
import type { Violations } from './violations.ts'

const undecided = ['contacting', 'seller_due', 'review']
const decided = ['for_shopper', 'for_seller', 'split']
const over = ['final', 'withdrawn', 'closed']

/**
 * A claim always has a deadline with a result, holds its units until it is decided, and is decided with a payer and a blame. What a
 * seller's units brought back is borne once, and by whom the decision says.
 */
export function checkClaims(
  books: OurBooks,
  found: Violations,
  { healed, now }: { healed: boolean; now?: Date },
): void {
  checkDeadlines(books, found, healed, now)
  checkUnitsHeld(books, found)
  checkVerdicts(books, found)
  checkBurdens(books, found)
  checkBorneAsDecided(books, found)
  checkPaidOnce(books, found)
}

function checkDeadlines(books: OurBooks, found: Violations, healed: boolean, now: Date | undefined): void {
  const timers = new Set(books.timers.filter((timer) => timer.name === 'claims.due').map((timer) => timer.key))
  const disputed = new Set(books.disputes.filter((each) => each.state === 'open').map((each) => each.order_id))
  for (const claim of books.claims) {
    const what = `claim ${claim.id} (${claim.state})`
    if (over.includes(claim.state)) {
      if (claim.due_at !== null || timers.has(claim.id)) found.add('claim', `${what} is over and has a deadline`)
      continue
    }
    if (claim.paused_at !== null) {
      if (timers.has(claim.id)) found.add('claim', `${what} is paused and its clock runs`)
      if (healed && !disputed.has(claim.order_id)) found.add('claim', `${what} is paused and no chargeback is open`)
      continue
    }
    if (claim.due_at === null || !timers.has(claim.id)) found.add('claim', `${what} waits and no deadline ends it`)
    else if (healed && now && claim.due_at.getTime() < now.getTime())
      found.add('claim', `${what} was due at ${claim.due_at.toISOString()} and had no result`)
    if (healed && disputed.has(claim.order_id) && [...undecided, 'appealed'].includes(claim.state))
      found.add('claim', `${what} goes on although a chargeback is open`)
  }
}

const holdsNothing = ['overcharged', 'refund_not_paid']

function checkUnitsHeld(books: OurBooks, found: Violations): void {
  const open = books.holds.filter((hold) => hold.closed_at === null && hold.kind === 'claim')
  const held = new Set(open.map((hold) => `${hold.ref_id} ${hold.unit_id}`))
  const states = new Map(books.claims.map((claim) => [claim.id, claim.state]))
  for (const hold of open)
    if (!undecided.includes(states.get(hold.ref_id) ?? ''))
      found.add('claim', `unit ${hold.unit_id} is held by claim ${hold.ref_id}, which is ${states.get(hold.ref_id)}`)
  const unitsOf = Map.groupBy(books.claimUnits, (unit) => unit.claim_id)
  for (const claim of books.claims) {
    if (!undecided.includes(claim.state) || claim.advanced || holdsNothing.includes(claim.ground)) continue
    for (const { unit_id: unitId } of unitsOf.get(claim.id) ?? [])
      if (!held.has(`${claim.id} ${unitId}`))
        found.add('claim', `claim ${claim.id} (${claim.state}) does not hold unit ${unitId}`)
  }
}

function checkVerdicts(books: OurBooks, found: Violations): void {
  const blamed = new Set(
    books.defects
      .filter((each) => each.about_kind === 'claim' && each.counts && each.voided_at === null)
      .map((each) => each.about_id),
  )
  for (const claim of books.claims) {
    const { id, state, verdict, payer, counts, award, decided_by: by } = claim
    if ([...decided, 'final', 'appealed'].includes(state) && verdict === null)
      found.add('claim', `claim ${id} is ${state} without a verdict`)
    if (verdict === null) continue
    if (by === null || award === null) found.add('claim', `claim ${id} was decided by ${by} with award ${award}`)
    if (payer === null && verdict !== 'for_seller') found.add('claim', `claim ${id} is ${verdict} and nobody pays`)
    if (counts === null) found.add('claim', `claim ${id} is ${verdict} and says nothing of blame`)
    if (counts === true && verdict !== 'for_shopper') found.add('claim', `claim ${id} is ${verdict} and counts`)
    if (blamed.has(id) !== (counts === true))
      found.add('claim', `claim ${id} ${counts ? 'counts and is no defect' : 'is a defect and does not count'}`)
  }
}

/** The parts of a burden are what came back, and a seller's part of a refund is borne once. */
function checkBurdens(books: OurBooks, found: Violations): void {
  for (const burden of books.burdens) {
    const parts = burden.seller_minor + burden.platform_minor + burden.carrier_minor + burden.commission_back_minor
    if (parts !== burden.goods_minor + burden.shipping_minor)
      found.add('burden', `${burden.id} is ${burden.goods_minor + burden.shipping_minor}, its parts ${parts}`)
    if (Math.min(burden.seller_minor, burden.platform_minor, burden.carrier_minor, burden.commission_back_minor) < 0)
      found.add('burden', `${burden.id} has a part below zero`)
  }
  for (const [key, several] of Map.groupBy(books.burdens, (each) => `${each.refund_id} ${each.seller_id}`))
    if (several.length > 1) found.add('burden', `${key} is borne ${several.length} times`)
}

/** Money and blame are two fields: what a claim decided about the money is what its burdens say. */
function checkBorneAsDecided(books: OurBooks, found: Violations): void {
  const about = Map.groupBy(books.burdens, (each) => `${each.about_kind} ${each.about_id}`)
  for (const claim of books.claims) {
    if (claim.verdict === null) continue
    const theirs = [
      ...(about.get(`claim ${claim.id}`) ?? []),
      ...(claim.award_return_id ? (about.get(`return ${claim.award_return_id}`) ?? []) : []),
    ].filter((each) => each.seller_id === claim.seller_id)
    for (const burden of theirs) {
      const free = claim.verdict === 'for_seller' || claim.payer === 'carrier'
      if (free && burden.seller_minor > 0)
        found.add('burden', `${burden.id} takes ${burden.seller_minor} from the seller whom claim ${claim.id} freed`)
      if (burden.state === 'held') found.add('burden', `${burden.id} is held although claim ${claim.id} is decided`)
    }
  }
}

/** Refund, return, claim and chargeback together never give back more for a claim's units than was paid for them. */
function checkPaidOnce(books: OurBooks, found: Violations): void {
  const unitById = new Map(books.units.map((unit) => [unit.id, unit]))
  const unitsOf = Map.groupBy(books.claimUnits, (unit) => unit.claim_id)
  const linesOf = Map.groupBy(
    books.lines.filter((line) => line.counted),
    (line) => line.refund_id,
  )
  for (const claim of books.claims) {
    if (claim.ground === 'overcharged') continue
    const worth = (unitsOf.get(claim.id) ?? []).reduce((sum, { unit_id: id }) => {
      const unit = unitById.get(id)
      return sum + (unit ? unit.goods_minor + unit.shipping_minor : 0)
    }, 0)
    const paid = books.refunds
      .filter((refund) => refund.about_kind === 'claim' && refund.about_id === claim.id)
      .flatMap((refund) => linesOf.get(refund.id) ?? [])
      .reduce((sum, line) => sum + line.goods_minor + line.shipping_minor + line.fee_minor + line.other_minor, 0)
    if (paid > worth) found.add('claim', `claim ${claim.id} paid ${paid} for units worth ${worth}`)
  }
}
