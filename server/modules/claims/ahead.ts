import { type ClaimFacts, type ClaimRuling, decideClaim, type Resolved } from '#modules/policy'
import { balanceOfOrder, planRefund, sellerShare } from '#modules/refunds'
import type { Reader } from '#platform/work'
import type { ClaimMatter, Surroundings } from './facts.ts'
import type { Ahead, Outlook } from './tables.ts'
import { wishOf } from './wish.ts'

/** What a claim comes to if its seller says yes, and if they say nothing: told to whoever is asked before they answer. */
export async function aheadOf(
  reader: Reader,
  matter: ClaimMatter,
  { resolved }: Pick<Surroundings, 'resolved'>,
  facts: ClaimFacts,
): Promise<Ahead> {
  return {
    accepted: await outlookOf(reader, matter, rulingFor(resolved, facts, 'accepted')),
    silent: await outlookOf(reader, matter, rulingFor(resolved, facts, 'silent')),
  }
}

function rulingFor(resolved: Resolved, facts: ClaimFacts, seller: 'accepted' | 'silent'): ClaimRuling {
  return decideClaim(resolved, { ...facts, seller }).ruling
}

/** A ruling in money: what the shopper gets, and what of it the seller bears once its commission has come back. */
async function outlookOf(reader: Reader, matter: ClaimMatter, ruling: ClaimRuling): Promise<Outlook> {
  const { order, units, sellerId, askedMinor } = matter
  const balance = await balanceOfOrder(reader, order)
  const unitIds = units.map((unit) => unit.id)
  const plan = await planRefund(reader, {
    order,
    ...wishOf(order, unitIds, askedMinor, ruling, balance),
    overCeiling: 'cap',
    about: null,
    balance,
  })
  const lines = plan.movements.flatMap((movement) => movement.lines)
  const share = sellerShare(order, plan.balance, lines).find((each) => each.sellerId === sellerId)
  const bearMinor = share?.debitMinor ?? 0
  return {
    award: ruling.award,
    payer: ruling.payer,
    counts: ruling.counts,
    amountMinor: plan.amountMinor,
    bearMinor,
    sellerMinor: sellerPart(ruling, bearMinor),
  }
}

function sellerPart({ payer, platformUpTo }: Pick<ClaimRuling, 'payer' | 'platformUpTo'>, bearMinor: number): number {
  if (payer === 'seller') return bearMinor
  return platformUpTo ? Math.max(0, bearMinor - platformUpTo.amountMinor) : 0
}
