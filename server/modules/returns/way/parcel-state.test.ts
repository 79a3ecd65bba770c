import { describe, expect, test } from 'vitest'
import { summarizeParcel, weightFits } from './parcel-state.ts'

const open = { state: 'open', accepted_at: null, last_scan_at: null, measured_weight_grams: null } as const
const scan = (at: string, status: string, weightGrams: number | null = null) => ({
  at: new Date(at),
  status,
  weightGrams,
  city: null,
})

describe('what scans make of a parcel on its way back', () => {
  test('paper alone is no sign of it', () => {
    expect(summarizeParcel([scan('2026-03-02T10:00:00Z', 'label_created')], open)).toMatchObject({
      state: 'open',
      firstScanAt: null,
      lastScanAt: null,
    })
  })

  test.each([
    ['in order', ['accepted', 'in_transit', 'delivered']],
    ['backwards', ['delivered', 'in_transit', 'accepted']],
    ['repeated', ['accepted', 'accepted', 'delivered', 'in_transit', 'delivered']],
  ])('%s it is delivered, first seen when it was accepted', (_, order) => {
    const at: Record<string, string> = {
      accepted: '2026-03-03T10:00:00Z',
      in_transit: '2026-03-04T10:00:00Z',
      delivered: '2026-03-05T10:00:00Z',
    }
    const summary = summarizeParcel(
      order.map((status) => scan(at[status] as string, status)),
      open,
    )
    expect(summary.state).toBe('delivered')
    expect(summary.firstScanAt?.toISOString()).toBe('2026-03-03T10:00:00.000Z')
    expect(summary.deliveredAt?.toISOString()).toBe('2026-03-05T10:00:00.000Z')
  })

  test('lost is lost until it is seen again', () => {
    const lost = [scan('2026-03-03T10:00:00Z', 'accepted'), scan('2026-03-09T10:00:00Z', 'lost')]
    expect(summarizeParcel(lost, open).state).toBe('lost')
    expect(summarizeParcel([...lost, scan('2026-03-10T10:00:00Z', 'in_transit')], open).state).toBe('in_transit')
    expect(summarizeParcel([...lost, scan('2026-03-08T10:00:00Z', 'in_transit')], open).state).toBe('lost')
    expect(summarizeParcel([...lost, scan('2026-03-12T10:00:00Z', 'delivered')], open).state).toBe('delivered')
  })

  test('what was called lost for its silence stays lost when an old scan is told again', () => {
    const accepted = scan('2026-03-03T10:00:00Z', 'accepted')
    const silent = { ...open, state: 'lost', last_scan_at: new Date('2026-03-03T10:00:00Z') } as const
    expect(summarizeParcel([accepted], silent).state).toBe('lost')
    expect(summarizeParcel([accepted, scan('2026-03-30T10:00:00Z', 'in_transit')], silent).state).toBe('in_transit')
    expect(summarizeParcel([accepted], { ...silent, last_scan_at: null }).state).toBe('in_transit')
  })

  test('a parcel that was handed over stays so, and one that was received stays received', () => {
    expect(summarizeParcel([], { ...open, accepted_at: new Date() }).state).toBe('dropped_off')
    expect(summarizeParcel([scan('2026-03-12T10:00:00Z', 'lost')], { ...open, state: 'delivered' }).state).toBe(
      'delivered',
    )
  })

  test('an old label that moves all the same is under way', () => {
    expect(summarizeParcel([], { ...open, state: 'canceled' }).state).toBe('canceled')
    expect(summarizeParcel([scan('2026-03-12T10:00:00Z', 'accepted')], { ...open, state: 'canceled' }).state).toBe(
      'in_transit',
    )
  })

  test('the last weight counts, and what the point weighed before that', () => {
    const scans = [scan('2026-03-03T10:00:00Z', 'accepted', 900), scan('2026-03-04T10:00:00Z', 'in_transit', 880)]
    expect(summarizeParcel(scans, open).weightGrams).toBe(880)
    expect(summarizeParcel([], { ...open, measured_weight_grams: 700 }).weightGrams).toBe(700)
  })

  test.each([
    [1000, 1150, true],
    [1000, 1151, false],
    [1000, 850, true],
    [1000, 849, false],
    [1000, 0, false],
    [null, 500, null],
    [1000, null, null],
    [0, 10, null],
  ])('%s expected, %s measured, 15 percent: %s', (expected, measured, fits) => {
    expect(weightFits(expected, measured, 15)).toBe(fits)
  })
})
