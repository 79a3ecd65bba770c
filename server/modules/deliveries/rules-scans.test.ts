import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import type { ScanStatus } from './contract.ts'
import {
  isAnotherCity,
  lostBySilence,
  parcelFactOf,
  type PromiseFacts,
  promiseStateOf,
  type ScanFact,
  summarizeScans,
  trailOf,
} from './rules-scans.ts'

const hour = (count: number) => new Date(Date.UTC(2026, 2, 2, count))
const scans = (...statuses: ScanStatus[]): ScanFact[] => statuses.map((status, index) => ({ at: hour(index), status }))

describe('scans', () => {
  const cases: [ScanStatus[], ScanStatus][] = [
    [[], 'label_created'],
    [['label_created', 'accepted', 'in_transit'], 'in_transit'],
    [['accepted', 'label_created'], 'accepted'],
    [['accepted', 'delivered', 'in_transit'], 'delivered'],
    [['delivered', 'delayed'], 'delivered'],
    [['delivered', 'out_for_delivery'], 'out_for_delivery'],
    [['delivered', 'returning'], 'returning'],
    [['delivered', 'returning', 'returned'], 'returned'],
    [['lost', 'in_transit'], 'in_transit'],
    [['delivered', 'out_for_delivery', 'delivered'], 'delivered'],
    [['out_for_delivery', 'exception'], 'exception'],
  ]
  test.each(cases)('%j is %s', (statuses, state) => {
    expect(summarizeScans(scans(...statuses)).state).toBe(state)
  })

  test('the latest delivered scan counts', () => {
    expect(summarizeScans(scans('delivered', 'in_transit', 'delivered')).deliveredAt).toEqual(hour(2))
    expect(summarizeScans(scans('delivered', 'delivery_attempted')).deliveredAt).toBe(null)
  })

  test('order of arrival and repeats change nothing', () => {
    const status = fc.constantFrom<ScanStatus>(
      'label_created',
      'accepted',
      'in_transit',
      'out_for_delivery',
      'delivery_attempted',
      'ready_for_pickup',
      'delivered',
      'delayed',
      'exception',
      'returning',
      'returned',
      'lost',
      'damaged',
    )
    const trail = fc.array(fc.record({ at: fc.integer({ min: 0, max: 20 }).map(hour), status }), { maxLength: 12 })
    fc.assert(
      fc.property(trail, fc.infiniteStream(fc.nat()), (list, dice) => {
        const once = summarizeScans(list)
        const shuffled = [...list, ...list]
          .map((scan) => ({ scan, place: dice.next().value as number }))
          .sort((one, other) => one.place - other.place)
          .map(({ scan }) => ({ ...scan }))
        expect(summarizeScans(shuffled)).toEqual(once)
      }),
    )
  })
})

describe('the trail', () => {
  const here = { city: 'New York' }
  test('stops before the last mile without any sign of it, and when delivered in another city', () => {
    expect(trailOf(scans('accepted', 'in_transit'), here)).toBe('stops_before_last_mile')
    expect(trailOf(scans('accepted', 'out_for_delivery'), here)).toBe('complete')
    expect(trailOf(scans('accepted', 'delivered'), here)).toBe('complete')
    expect(trailOf([{ at: hour(1), status: 'delivered', place: { city: 'Newark' } }], here)).toBe('other_city')
    expect(trailOf(scans('label_created'), here)).toBe('untracked')
    expect(trailOf([], here)).toBe('untracked')
  })

  test('a city is another one only when both are known and neither name holds the other', () => {
    expect(isAnotherCity('New York City', 'NEW YORK')).toBe(false)
    expect(isAnotherCity('St. Louis', 'Saint Louis')).toBe(false)
    expect(isAnotherCity('Köln', 'koln')).toBe(false)
    expect(isAnotherCity('York', 'Yorktown')).toBe(true)
    expect(isAnotherCity(undefined, 'New York')).toBe(false)
    expect(isAnotherCity('', 'New York')).toBe(false)
  })
})

describe('the promise', () => {
  const facts: PromiseFacts = {
    promisedBy: hour(24),
    kind: 'guaranteed',
    state: 'in_transit',
    deliveredAt: null,
    attemptedAt: null,
    expectedAt: null,
    now: hour(2),
    zone: 'UTC',
  }
  const state = (parts: Partial<PromiseFacts>) => promiseStateOf({ ...facts, ...parts })

  test('kept at its very instant, late a moment after', () => {
    expect(state({ deliveredAt: hour(24) }).state).toBe('kept')
    expect(state({ now: hour(24), state: 'out_for_delivery' }).state).toBe('on_time')
    expect(state({ now: new Date(hour(24).getTime() + 1) })).toMatchObject({
      state: 'late',
      lateSince: hour(24),
      lateDays: 0,
    })
    expect(state({ deliveredAt: hour(24 * 4 + 1) })).toMatchObject({ state: 'arrived_late', lateDays: 3 })
    expect(state({ attemptedAt: hour(20), deliveredAt: hour(48) }).state).toBe('kept')
    expect(state({ promisedBy: null }).state).toBe('none')
  })

  test('at risk by the carrier’s own word, or when it can hardly be made any more', () => {
    expect(state({}).state).toBe('on_time')
    expect(state({ expectedAt: hour(30) }).state).toBe('at_risk')
    expect(state({ state: 'exception' }).state).toBe('at_risk')
    expect(state({ now: hour(19) }).state).toBe('at_risk')
    expect(state({ now: hour(19), state: 'out_for_delivery' }).state).toBe('on_time')
    expect(state({ state: 'label_created', now: hour(1) }).state).toBe('at_risk')
  })

  test('silence counts from the later of promise and last scan, never for untracked parcels', () => {
    const silence = { tracked: true, promisedBy: hour(0), lastScanAt: hour(30), crossBorder: false, zone: 'UTC' }
    const limits = { domesticDays: 7, crossBorderDays: 15 }
    expect(lostBySilence(silence, limits)).toEqual(new Date('2026-03-10T23:59:59.999Z'))
    expect(lostBySilence({ ...silence, crossBorder: true }, limits)).toEqual(new Date('2026-03-18T23:59:59.999Z'))
    expect(lostBySilence({ ...silence, tracked: false }, limits)).toBe(null)
    expect(lostBySilence({ ...silence, promisedBy: null, lastScanAt: null }, limits)).toBe(null)
  })
})

test('the parcel as the rules read it', () => {
  expect(parcelFactOf('in_transit', true, true)).toBe('moving')
  expect(parcelFactOf('label_created', true, false)).toBe('not_shipped')
  expect(parcelFactOf('label_created', false, true)).toBe('untracked')
  expect(parcelFactOf('returned', true, true)).toBe('returning')
})
