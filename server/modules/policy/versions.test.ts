import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { Actor } from '#platform/auth/actor'
import { addDays } from '#platform/time'
import { read, transact } from '#platform/transact'
import { type TestApp, testApp } from '#testing/app'
import { activatePolicyVersion } from './commands/activate-policy-version.ts'
import { recordDecision } from './commands/record-decision.ts'
import { writePolicyVersion } from './commands/write-policy-version.ts'
import { decideDeliveredNotReceived } from './decisions/delivered-not-received.ts'
import { policyModule } from './module.ts'
import { previewPolicy } from './preview.ts'
import { listDecisions, listVersions, showPolicy } from './queries.ts'
import { type PolicyScope, resolvePolicy } from './resolve.ts'
import { loadPolicyFor, loadPolicyNow, loadVersionById, SHIPPED } from './versions.ts'

const supervisor: Actor = { kind: 'staff', staffId: 'stf_lee', role: 'supervisor' }
let app: TestApp
beforeAll(async () => {
  app = await testApp({ modules: [policyModule] })
})
afterAll(async () => {
  await app.close()
})

const reader = () => read(app, supervisor)
const write = (store: Record<string, unknown>, more: { note?: string; basedOn?: number } = {}) =>
  transact(app, supervisor, (work) => writePolicyVersion(work, { ruleset: { format: 1, store }, ...more }))
const activate = (id: string, activeFrom?: Date) =>
  transact(app, supervisor, (work) => activatePolicyVersion(work, { id, activeFrom }))
const windowAt = async (placedAt: Date, history = false) =>
  resolvePolicy((await loadPolicyFor(reader(), { placedAt, history })).ruleset, { country: 'US' }).get('dnr.window')

function missingCase(amountMinor: number) {
  const now = app.clock.now()
  const value = { amountMinor, currency: 'USD' }
  const scope: PolicyScope = { country: 'US', value }
  const facts = {
    now,
    reportedAt: now,
    deliveredAt: addDays(now, -1),
    zone: 'America/New_York',
    evidence: { geo: 'none', photo: 'none', photoSource: 'none', confirmation: 'none', trail: 'untracked' },
    riskBand: 'low',
    value,
    standing: 'new',
    notReceivedRemedies: 0,
    notReceivedClaims30Days: 1,
    stock: 'enough',
    secondLossAtAddress: false,
  } as const
  return { scope, facts }
}

describe('versions', () => {
  test('without any the rules are as shipped', async () => {
    expect(await loadPolicyNow(reader())).toBe(SHIPPED)
    expect(await showPolicy(reader())).toMatchObject({ version: null, latestNumber: 0 })
  })

  test('a faulty ruleset names the key, keeps nothing and lists every fault', async () => {
    await expect(write({ 'dnr.window': 1, nope: true })).rejects.toMatchObject({
      status: 400,
      param: 'ruleset.store["dnr.window"]',
      details: { faults: [{ code: 'bad_value' }, { code: 'unknown_key' }] },
    })
    expect(await listVersions(reader())).toEqual([])
  })

  test('the first one holds from the beginning, later ones for orders placed after them', async () => {
    const first = await write({ 'dnr.window': 60 }, { note: 'Opening' })
    expect(await windowAt(app.clock.now())).toBe(90)
    await activate(first.id)
    expect(await windowAt(new Date('2020-01-01T00:00:00Z'))).toBe(60)
    app.clock.advance({ days: 1 })
    const changedAt = app.clock.now()
    const second = await write({ 'dnr.window': 45 }, { note: 'Shorter', basedOn: first.number })
    await activate(second.id)
    expect(await windowAt(addDays(changedAt, -1))).toBe(60)
    expect(await windowAt(changedAt)).toBe(45)
    await expect(activate(second.id)).rejects.toMatchObject({ code: 'already_active' })
    const third = await write({ 'dnr.window': 30 })
    await expect(activate(third.id, addDays(changedAt, -1))).rejects.toMatchObject({ status: 400, param: 'activeFrom' })
    await activate(third.id, addDays(changedAt, 7))
    expect(await windowAt(changedAt)).toBe(45)
    expect(await windowAt(addDays(changedAt, 7))).toBe(30)
    expect((await showPolicy(reader())).next).toMatchObject([{ number: 3 }])
  })

  test('two writers do not overwrite one another', async () => {
    await expect(write({}, { basedOn: 1 })).rejects.toMatchObject({ status: 409, code: 'policy_changed' })
    const both = await Promise.all([write({}), write({})])
    expect(new Set(both.map(({ number }) => number)).size).toBe(2)
  })

  test('each key says who changed it', async () => {
    const { keys } = await showPolicy(reader())
    expect(keys.find(({ key }) => key === 'dnr.window')).toMatchObject({
      value: 45,
      default: 90,
      isDefault: false,
      sentence: 'A parcel marked delivered can be reported missing for 45 days.',
      changed: { by: 'staff:stf_lee', version: 2, note: 'Shorter' },
    })
    expect(keys.find(({ key }) => key === 'inr.window')).toMatchObject({ isDefault: true, changed: null })
  })
})

describe('decisions', () => {
  test('are kept with version, scope, facts, trace and reasons, and can be decided again under other rules', async () => {
    const version = await loadPolicyNow(reader())
    for (const amountMinor of [5_000, 9_000, 20_000]) {
      const { scope, facts } = missingCase(amountMinor)
      const decision = decideDeliveredNotReceived(resolvePolicy(version.ruleset, scope), facts)
      await transact(app, supervisor, (work) =>
        recordDecision(work, {
          decision,
          facts,
          scope,
          policyVersionId: version.id,
          mode: 'live',
          subject: { kind: 'problem', id: `prb_${amountMinor}` },
          orderId: 'ord_1',
          customerId: 'cus_1',
        }),
      )
    }
    const kept = await listDecisions(reader(), { orderId: 'ord_1' })
    expect(kept.map(({ outcome }) => outcome).sort()).toEqual(['now', 'now', 'person'])
    expect(kept[0]).toMatchObject({
      kind: 'dnr',
      rowId: '6.low',
      policyVersionId: version.id,
      facts: { riskBand: 'low' },
    })
    expect(await loadVersionById(reader(), version.id)).toMatchObject({ number: 2 })
    const stricter = { format: 1, store: { 'dnr.instant.max_without_evidence.new': { USD: 6_000 } } }
    expect(await previewPolicy(reader(), { ruleset: stricter, cases: 100 })).toMatchObject({
      cases: 3,
      changed: 1,
      moves: [{ kind: 'dnr', from: 'now', to: 'person', cases: 1, value: { USD: 9_000 } }],
    })
  })
})
