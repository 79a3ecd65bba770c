import { describe, expect, test } from 'vitest'
import { faultsOf } from '../decision-table.ts'
import { DEFAULT_TABLES } from '../decision-tables/default-tables.ts'
import { TABLE_FACTS } from '../decision-tables/table-schema.ts'
import type { DecisionKind } from '../decision.ts'
import { isReasonCode } from '../reasons.ts'
import { resolvePolicy } from '../resolve.ts'
import { compileRuleset } from '../ruleset.ts'
import { decideDeliveredNotReceived } from './delivered-not-received.ts'

const KINDS = Object.keys(DEFAULT_TABLES) as DecisionKind[]

describe.each(KINDS)('table %s', (kind) => {
  test('has no fault: every row is reachable and the last one catches all', () => {
    expect(faultsOf(DEFAULT_TABLES[kind], TABLE_FACTS[kind])).toEqual([])
  })

  test('has words for every row', () => {
    for (const row of DEFAULT_TABLES[kind]) expect(isReasonCode(row.then.reason), row.id).toBe(true)
  })
})

test('"delivered but not there" is total: one row and a sane outcome for every case', () => {
  const shipped = compileRuleset({ format: 1 })
  const policies = ['US', 'GB', 'DE', 'BR'].map((country) => ({ country, policy: resolvePolicy(shipped, { country }) }))
  const deliveredAt = new Date('2026-03-02T17:00:00Z')
  const seen = new Map<string, number>()
  let cases = 0
  for (const { country, policy } of policies)
  for (const geo of ['supports', 'against', 'none'] as const)
  for (const photo of ['right_place', 'another_place', 'none'] as const)
  for (const photoSource of ['carrier', 'agent', 'place_data', 'shopper', 'none'] as const)
  for (const confirmation of ['code', 'signature', 'none'] as const)
  for (const trail of ['complete', 'stops_before_last_mile', 'other_city', 'untracked'] as const)
  for (const riskBand of ['low', 'medium', 'high'] as const)
  for (const amountMinor of [1_000, 10_000, 20_000, 30_000])
  for (const standing of ['new', 'between', 'clean'] as const)
  for (const notReceivedRemedies of [0, 2])
  for (const hours of [1, 48, 24 * 200]) {
    const now = new Date(deliveredAt.getTime() + hours * 3_600_000)
    const decision = decideDeliveredNotReceived(policy, {
      now, reportedAt: now, deliveredAt, zone: 'UTC', evidence: { geo, photo, photoSource, confirmation, trail }, riskBand, value: { amountMinor, currency: 'USD' },
      standing, notReceivedRemedies, notReceivedClaims30Days: 1 + notReceivedRemedies, stock: 'enough', secondLossAtAddress: false,
    })
    cases++
    seen.set(decision.rowId, (seen.get(decision.rowId) ?? 0) + 1)
    const context = JSON.stringify({ country, geo, photo, photoSource, confirmation, trail, riskBand, amountMinor, standing, notReceivedRemedies, hours, row: decision.rowId })
    const check = (holds: boolean, what: string) => { if (!holds) expect.fail(`${what}: ${context}`) }
    // Never a no, and never an open end.
    check(decision.outcome !== 'refused', 'refused')
    check((decision.outcome === 'wait') === (decision.waitUntil !== null), 'wait without an end')
    check((decision.outcome === 'person') === (decision.decideWithinHours !== null), 'person without a deadline')
    check(decision.remedies.length > 0 && decision.reasons.length > 0, 'nothing offered or said')
    check(decision.reasons.every(({ shopper, staff }) => shopper.length > 0 && staff.length > 0 && !shopper.includes('{')), 'words missing')
    if (decision.waitUntil) check(decision.waitUntil > now, 'waits for the past')
    // The evidence of the carrier against its own scan is never slowed down by risk, value or count.
    const carriersPhoto = photo === 'another_place' && photoSource !== 'shopper' && photoSource !== 'none'
    const contradicted = geo === 'against' || carriersPhoto || trail === 'stops_before_last_mile' || trail === 'other_city'
    if (contradicted && confirmation === 'none' && hours < 24 * 90) check(decision.outcome === 'now', 'slowed down against the evidence')
    // Without the carrier's evidence nothing above the limit, nor at high risk, goes out unseen.
    const limit = standing === 'clean' ? 25_000 : 10_000
    if (!contradicted && decision.outcome === 'now') check(amountMinor <= limit && notReceivedRemedies < 2 && confirmation === 'none', 'too much at once')
    if (!contradicted && riskBand === 'high' && decision.outcome === 'now') check(photo === 'another_place' && photoSource === 'shopper', 'high risk at once')
    if (country === 'GB' || country === 'DE') check(!decision.statement, 'statement in Europe')
    if (hours === 24 * 200) check(decision.rowId === 'after_window' && decision.onSilence === 'lead', 'after the window')
  }
  expect(cases).toBe(4 * 3 * 3 * 5 * 3 * 4 * 3 * 4 * 3 * 2 * 3)
  // Every row of the table was met.
  expect([...DEFAULT_TABLES.dnr.map((row) => row.id), 'after_window'].filter((id) => !seen.has(id))).toEqual([])
})
