import { assertNotOwn, staffLimit } from '#modules/staff'
import { forbidden, invalid, refuse } from '#platform/errors'
import { formatMoney, type Money } from '#platform/money'
import { tablesOf } from '#platform/tables'
import { actorKey } from '#platform/auth/actor'
import { decideClaim as askRules } from '#modules/policy'
import type { Work } from '#platform/work'
import { claimFactsOf, surroundingsOf, type Surroundings } from '../facts.ts'
import type { ClaimTables, Verdict } from '../tables.ts'
import { conclude, type Conclusion } from './conclude.ts'
import { assertAllowed, hasDecided, lockForSide } from './for-side.ts'
import { assertNotOwnShop } from './own-shop.ts'
import type { LockedClaim } from './lock-claim.ts'

const db = tablesOf<ClaimTables>()

export interface DecisionInput {
  id: string
  verdict: Verdict
  /** For a split: what the shopper gets. */
  amount?: Money | undefined
  /** Money and blame are two fields; as the rules propose unless given. */
  payer?: 'seller' | 'platform' | undefined
  counts?: boolean | undefined
  /** Whether the goods come back first. */
  award?: 'full' | 'return' | undefined
  note: string
}

/** A person decides, inside their limits: what the rules propose is within them, whatever departs from it counts against them. */
export async function decideByPerson(work: Work, input: DecisionInput): Promise<void> {
  const locked = await lockForSide(work, input.id)
  if (work.actor.kind !== 'staff') forbidden('Only staff decide claims.')
  await assertNotOwn(work, locked.claim.row.customer_id)
  await assertNotOwnShop(work, locked.claim.row.seller_id)
  await assertAllowed(work, locked, 'decide')
  const around = await surroundingsOf(work, locked.matter)
  await conclude(work, locked, around, await conclusionOf(work, locked, around, input))
}

/** Somebody else decides again: what was decided stands, or is changed, money and blame each for itself. */
export async function decideAppeal(work: Work, input: DecisionInput): Promise<void> {
  const locked = await lockForSide(work, input.id)
  const { row, appeals } = locked.claim
  if (work.actor.kind !== 'staff') forbidden('Only staff decide appeals.')
  await assertNotOwn(work, row.customer_id)
  await assertNotOwnShop(work, row.seller_id)
  if (hasDecided(locked.claim, actorKey(work.actor)))
    refuse('same_person', {}, 'You decided this before. A colleague looks at the appeal.')
  await assertAllowed(work, locked, 'decide_appeal')
  const around = await surroundingsOf(work, locked.matter)
  const conclusion = await conclusionOf(work, locked, around, input)
  const stands =
    row.verdict === input.verdict &&
    row.counts === (input.verdict === 'for_shopper' && conclusion.ruling.counts) &&
    (row.payer === null || row.payer === conclusion.ruling.payer)
  await db(work)
    .updateTable('claim_appeal')
    .set({ outcome: stands ? 'stands' : 'changed', decided_by: actorKey(work.actor), decided_at: work.now })
    .where('store_id', '=', work.storeId)
    .where('claim_id', '=', row.id)
    .where('side', '=', appeals.find((each) => each.outcome === null)?.side ?? 'seller')
    .execute()
  await conclude(work, locked, around, conclusion)
}

async function conclusionOf(
  work: Work,
  locked: LockedClaim,
  around: Surroundings,
  input: DecisionInput,
): Promise<Conclusion> {
  const { claim, matter } = locked
  const { row } = claim
  const { ruling } = askRules(around.resolved, await claimFactsOf(work, matter, around, claim))
  const worth = worthOf(row, around)
  if (input.verdict === 'split') {
    if (!input.amount) invalid('amount', 'Say how much the shopper gets.', 'amount_missing')
    if (input.amount.currency !== row.currency)
      invalid('amount.currency', `This order was paid in ${row.currency}.`, 'currency_differs')
    if (input.amount.amountMinor < 1 || input.amount.amountMinor > worth)
      invalid(
        'amount',
        `Give an amount up to ${formatMoney({ amountMinor: worth, currency: row.currency }, 'en-US')}.`,
        'amount_out_of_range',
      )
  }
  const payer = input.payer ?? ruling.payer
  // The store's own money where the rules have it pay nothing, and goods left with the shopper that the rules have sent back.
  const departs =
    (input.payer === 'platform' && ruling.payer !== 'platform' && input.verdict !== 'for_seller') ||
    (input.verdict === 'for_shopper' && input.award === 'full' && ruling.award === 'return')
  const amount = { amountMinor: input.amount?.amountMinor ?? worth, currency: row.currency }
  const limit = await staffLimit(work, { amount, withinPolicy: !departs })
  if ('approvalNeeded' in limit)
    refuse(
      'above_limit',
      { limit: limit.limit },
      'That is more than the rules give, and above your own limit. Ask somebody with a higher one.',
    )
  return {
    verdict: input.verdict,
    ruling: {
      ...ruling,
      payer,
      platformUpTo: input.payer === undefined || input.payer === ruling.payer ? ruling.platformUpTo : null,
      counts: input.counts ?? ruling.counts,
      award: input.verdict === 'split' ? 'part' : (input.award ?? ruling.award),
    },
    amountMinor: input.amount?.amountMinor,
    words: input.note,
  }
}

/** The most that a decision can come to: all that is left, or was given, also by the return that it ended in; of an overcharge what was too much. */
function worthOf(row: LockedClaim['claim']['row'], around: Surroundings): number {
  const given = row.advanced || row.award_return_id !== null ? row.value_minor : 0
  const worth = Math.max(around.value.amountMinor, row.award_minor ?? 0, given)
  return row.asked_minor === null ? worth : Math.min(worth, Math.max(row.asked_minor, row.award_minor ?? 0))
}
