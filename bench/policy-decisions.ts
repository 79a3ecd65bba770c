import { readFileSync } from 'node:fs'
import {
  type ClaimFacts,
  compileRuleset,
  decideClaim,
  decideDeliveredNotReceived,
  resolvePolicy,
} from '#modules/policy'
import { decideAgain } from '../server/modules/policy/decide-again.ts'

/** Policy decisions per second on one core, and the time to run 100,000 stored cases again. */
export function benchPolicyDecisions(): Record<string, number> {
  const ruleset = compileRuleset(JSON.parse(readFileSync('packs/membership-tiers.json', 'utf8')))
  const cases = Array.from({ length: 1_000 }, (_, index) => caseOf(index))
  const decide = (count: number) => {
    for (let index = 0; index < count; index++) {
      const { scope, facts } = cases[index % cases.length] as ReturnType<typeof caseOf>
      decideDeliveredNotReceived(resolvePolicy(ruleset, scope), facts)
    }
  }
  decide(20_000)
  const decisions = 200_000
  const seconds = timed(() => decide(decisions))
  const claims = Array.from({ length: 1_000 }, (_, index) => claimOf(index))
  const decideClaims = (count: number) => {
    for (let index = 0; index < count; index++) {
      const { scope, facts } = claims[index % claims.length] as ReturnType<typeof claimOf>
      decideClaim(resolvePolicy(ruleset, scope), facts)
    }
  }
  decideClaims(20_000)
  const claimSeconds = timed(() => decideClaims(decisions))
  const stored = cases.map(({ scope, facts }) => JSON.stringify({ scope, facts }))
  const backtest = timed(() => {
    for (let index = 0; index < 100_000; index++)
      decideAgain(ruleset, 'dnr', JSON.parse(stored[index % stored.length] as string))
  })
  return {
    decisionsPerSecond: Math.round(decisions / seconds),
    claimsPerSecond: Math.round(decisions / claimSeconds),
    backtest100kSeconds: Math.round(backtest * 100) / 100,
  }
}

function timed(run: () => void): number {
  const start = performance.now()
  run()
  return (performance.now() - start) / 1_000
}

function pickFrom<T>(list: readonly T[], index: number): T {
  return list[index % list.length] as T
}

function caseOf(index: number) {
  const deliveredAt = new Date(Date.UTC(2026, 2, 2, 17))
  const now = new Date(deliveredAt.getTime() + (index % 100) * 3_600_000)
  const value = { amountMinor: 500 + index * 37, currency: pickFrom(['USD', 'EUR', 'GBP'], index) }
  const scope = {
    country: pickFrom(['US', 'DE', 'GB', 'BR'], index),
    tier: pickFrom(['gold', 'silver', 'bronze', null], index),
    category: pickFrom(['shoes', 'toys'], index),
    value,
  }
  const facts = {
    now,
    reportedAt: now,
    deliveredAt,
    zone: 'Europe/Berlin',
    value,
    riskBand: pickFrom(['low', 'low', 'medium', 'high'] as const, index),
    evidence: {
      geo: pickFrom(['none', 'none', 'supports', 'against'] as const, index),
      photo: pickFrom(['none', 'right_place', 'another_place'] as const, index),
      photoSource: pickFrom(['carrier', 'shopper'] as const, index),
      confirmation: pickFrom(['none', 'none', 'none', 'none', 'code'] as const, index),
      trail: pickFrom(['complete', 'complete', 'untracked', 'other_city'] as const, index),
    },
    standing: pickFrom(['new', 'between', 'clean'] as const, index),
    notReceivedRemedies: index % 4,
    notReceivedClaims30Days: 1 + (index % 3),
    stock: pickFrom(['enough', 'short', 'unknown'] as const, index),
    secondLossAtAddress: index % 20 === 0,
  }
  return { scope, facts }
}

function claimOf(index: number) {
  const openedAt = new Date(Date.UTC(2026, 2, 2, 17))
  const value = { amountMinor: 500 + index * 37, currency: pickFrom(['USD', 'EUR', 'GBP'], index) }
  const facts: ClaimFacts = {
    now: new Date(openedAt.getTime() + (index % 80) * 3_600_000),
    openedAt,
    answeredAt: index % 3 === 0 ? null : new Date(openedAt.getTime() + (index % 60) * 3_600_000),
    ground: pickFrom(
      ['not_received', 'delivered_missing', 'late', 'not_as_described', 'damaged', 'overcharged'] as const,
      index,
    ),
    seller: pickFrom(['pending', 'accepted', 'contested', 'evidenced', 'silent'] as const, index),
    parcel: pickFrom(['back', 'platform_lost', 'carrier_lost', 'missing', 'delivered'] as const, index * 7),
    platformLabel: index % 2 === 0,
    firstScanByShipBy: index % 5 !== 0,
    selfRefunded: false,
    onTime: index % 5 !== 0,
    deliveryGroup: pickFrom([null, '1', '3', '4', '6'], index),
    riskBand: pickFrom(['low', 'low', 'medium', 'high'] as const, index),
    value,
    photosGiven: index % 3,
    returnRefused: false,
    returnedUnpaid: false,
    overchargedMinor: 0,
    unsafe: false,
    returnCost: null,
  }
  return { scope: { country: pickFrom(['US', 'DE', 'GB', 'BR'], index), value }, facts }
}

if (import.meta.main) console.log(JSON.stringify(benchPolicyDecisions()))
