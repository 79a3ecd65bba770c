import { describe, expect, test } from 'vitest'
import type { TableKind } from '../decision.ts'
import { faultsOf } from '../decision-table.ts'
import { DEFAULT_TABLES } from '../decision-tables/default-tables.ts'
import { TABLE_FACTS } from '../decision-tables/table-schema.ts'
import { isReasonCode } from '../reasons.ts'
import { resolvePolicy } from '../resolve.ts'
import { compileRuleset } from '../ruleset.ts'
import { decideDeliveredNotReceived } from './delivered-not-received.ts'

describe.each(Object.keys(DEFAULT_TABLES) as TableKind[])('table %s', (kind) => {
  test('has no fault: every row is reachable and the last one catches all', () => {
    expect(faultsOf(DEFAULT_TABLES[kind], TABLE_FACTS[kind])).toEqual([])
  })

  test('has words for every row', () => {
    for (const row of DEFAULT_TABLES[kind]) expect(isReasonCode(row.then.reason), row.id).toBe(true)
  })
})

const DELIVERED_AT = new Date('2026-03-02T17:00:00Z')
const shipped = compileRuleset({ format: 1 })
const policies = Object.fromEntries(
  ['US', 'GB', 'DE', 'BR'].map((country) => [country, resolvePolicy(shipped, { country })]),
)

const AXES = {
  country: ['US', 'GB', 'DE', 'BR'],
  geo: ['supports', 'against', 'none'],
  photo: ['right_place', 'another_place', 'none'],
  photoSource: ['carrier', 'agent', 'place_data', 'shopper', 'none'],
  confirmation: ['code', 'signature', 'none'],
  trail: ['complete', 'stops_before_last_mile', 'other_city', 'untracked'],
  riskBand: ['low', 'medium', 'high'],
  amountMinor: [1_000, 10_000, 20_000, 30_000],
  standing: ['new', 'between', 'clean'],
  notReceivedRemedies: [0, 2],
  hours: [1, 48, 24 * 200],
} as const
type Case = { -readonly [K in keyof typeof AXES]: (typeof AXES)[K][number] }

/** Every combination of the axes, in the same object each time. */
function* everyCase(axes = Object.entries(AXES), made: Record<string, unknown> = {}): Generator<Case> {
  const [axis, ...rest] = axes
  if (!axis) return yield made as Case
  for (const value of axis[1]) {
    made[axis[0]] = value
    yield* everyCase(rest, made)
  }
}

function decide({ country, riskBand, amountMinor, standing, notReceivedRemedies, hours, ...evidence }: Case) {
  const now = new Date(DELIVERED_AT.getTime() + hours * 3_600_000)
  const { geo, photo, photoSource, confirmation, trail } = evidence
  return {
    now,
    ...decideDeliveredNotReceived(policies[country] as (typeof policies)[string], {
      now,
      reportedAt: now,
      deliveredAt: DELIVERED_AT,
      zone: 'UTC',
      riskBand,
      standing,
      notReceivedRemedies,
      evidence: { geo, photo, photoSource, confirmation, trail },
      value: { amountMinor, currency: 'USD' },
      notReceivedClaims30Days: 1 + notReceivedRemedies,
      stock: 'enough',
      secondLossAtAddress: false,
    }),
  }
}

/** What is wrong with the answer to a case, if anything. */
function wrongWith(of: Case): string[] {
  const decision = decide(of)
  const late = of.hours === 24 * 200
  const carriersPhoto = of.photo === 'another_place' && of.photoSource !== 'shopper' && of.photoSource !== 'none'
  const contradicted =
    of.geo === 'against' || carriersPhoto || of.trail === 'stops_before_last_mile' || of.trail === 'other_city'
  const onlyMyDoor = of.photo === 'another_place' && of.photoSource === 'shopper'
  const limit = of.standing === 'clean' ? 25_000 : 10_000
  const atOnce = decision.outcome === 'now'
  const rules: Record<string, boolean> = {
    'never refused': decision.outcome !== 'refused',
    'a wait has an end': (decision.outcome === 'wait') === (decision.waitUntil !== null),
    'a wait ends later than now': decision.waitUntil === null || decision.waitUntil > decision.now,
    'a person has a deadline': (decision.outcome === 'person') === (decision.decideWithinHours !== null),
    'something is offered and said': decision.remedies.length > 0 && decision.reasons.length > 0,
    'words are whole': decision.reasons.every(
      ({ shopper, staff }) => shopper !== '' && staff !== '' && !shopper.includes('{'),
    ),
    'evidence against the scan is never slowed down': !(contradicted && of.confirmation === 'none' && !late) || atOnce,
    'without it the limits hold':
      contradicted || !atOnce || (of.amountMinor <= limit && of.notReceivedRemedies < 2 && of.confirmation === 'none'),
    'without it high risk meets a person': contradicted || !atOnce || of.riskBand !== 'high' || onlyMyDoor,
    'no statement in Europe': !decision.statement || of.country === 'US' || of.country === 'BR',
    'after the window a person, then a lead':
      !late || (decision.rowId === 'after_window' && decision.onSilence === 'lead'),
  }
  met.add(decision.rowId)
  return Object.keys(rules).filter((rule) => !rules[rule])
}

const met = new Set<string>()

test('"delivered but not there" is total: one row and a sane outcome for every case', () => {
  let cases = 0
  for (const each of everyCase()) {
    cases++
    const wrong = wrongWith(each)
    if (wrong.length > 0) expect.fail(`${wrong.join(', ')}: ${JSON.stringify(each)}`)
  }
  expect(cases).toBe(Object.values(AXES).reduce((product, axis) => product * axis.length, 1))
  expect([...DEFAULT_TABLES.dnr.map((row) => row.id), 'after_window'].filter((id) => !met.has(id))).toEqual([])
})
