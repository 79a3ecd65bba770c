import { describe, expect, it } from 'vitest'
import type { OpeningHours } from '#modules/calendars'
import { clocksOf, isBreached, type Targets, type Turn } from './work-out-clocks.ts'

const always: OpeningHours = { timeZone: 'UTC', alwaysOpen: true, week: [], days: new Map() }
const targets: Targets = { firstMinutes: 240, nextMinutes: 120, resolutionMinutes: null }

const at = (time: string) => new Date(`2026-11-26T${time}:00Z`)
const turn = (time: string, what: Turn['what']): Turn => ({ at: at(time), what })

/** Which answer deadline is shown at a time, and of which clock. */
function shownAt(turns: Turn[], time: string): string {
  const now = at(time)
  const running = clocksOf(
    turns.filter((each) => each.at <= now),
    targets,
    always,
  ).filter(({ stopped }) => stopped === null)
  return running.map(({ kind, dueAt }) => `${kind} ${dueAt?.toISOString().slice(11, 16)}`).join() || 'none'
}

describe('clocks', () => {
  // The note of 10:30 and the acknowledgment of 10:31 are no turns.
  const day = [
    turn('10:00', 'shopper_wrote'),
    turn('11:00', 'we_answered'),
    turn('11:30', 'shopper_wrote'),
    turn('11:45', 'shopper_wrote'),
    turn('12:00', 'we_answered'),
    turn('13:00', 'shopper_wrote'),
    turn('13:05', 'resolved'),
    turn('16:00', 'shopper_wrote'),
  ]

  it.each([
    ['10:45', 'first 14:00'],
    ['11:10', 'none'],
    ['11:50', 'next 13:30'],
    ['12:10', 'none'],
    ['13:01', 'next 15:00'],
    ['13:06', 'none'],
    ['15:00', 'none'],
    ['16:01', 'next 18:00'],
  ])('HC-46 at %s what is due is: %s', (time, expected) => {
    expect(shownAt(day, time)).toBe(expected)
  })

  it('HC-46 records no breach at 15:00 of what was resolved at 13:05', () => {
    const clocks = clocksOf(day.slice(0, 7), targets, always)
    expect(clocks.filter((clock) => isBreached(clock, at('15:30')))).toEqual([])
  })

  it('breach when our answer comes late, and stay breached', () => {
    const [first] = clocksOf([turn('10:00', 'shopper_wrote'), turn('15:00', 'we_answered')], targets, always)
    expect(first && isBreached(first, at('18:00'))).toBe(true)
  })

  const withResolution: Targets = { firstMinutes: null, nextMinutes: null, resolutionMinutes: 300 }

  it('pause the resolution while we wait for the shopper, and go on with what is left', () => {
    const turns = [turn('08:00', 'shopper_wrote'), turn('10:00', 'we_answered'), turn('15:00', 'shopper_wrote')]
    const [waiting] = clocksOf(turns.slice(0, 2), withResolution, always)
    expect(waiting).toMatchObject({ dueAt: null, paused: { leftMinutes: 180 } })
    expect(clocksOf(turns, withResolution, always)).toMatchObject([
      { kind: 'resolution', dueAt: at('18:00'), paused: null },
    ])
  })

  it('open again with what was left when it was called solved', () => {
    const turns = [turn('08:00', 'shopper_wrote'), turn('09:00', 'resolved'), turn('12:00', 'reopened')]
    expect(clocksOf(turns, withResolution, always)).toMatchObject([
      { stopped: { reason: 'resolved' } },
      { startedAt: at('12:00'), targetMinutes: 240, dueAt: at('16:00'), stopped: null },
    ])
  })

  it('have nothing to promise where no target is set, or where it never opens', () => {
    expect(
      clocksOf(
        [turn('08:00', 'shopper_wrote')],
        { firstMinutes: null, nextMinutes: null, resolutionMinutes: null },
        always,
      ),
    ).toEqual([])
    const closed = { ...always, alwaysOpen: false }
    expect(clocksOf([turn('08:00', 'shopper_wrote')], targets, closed)).toMatchObject([{ kind: 'first', dueAt: null }])
  })

  it('start none when it was we who wrote first; the answer of the shopper starts the next', () => {
    const turns = [turn('08:00', 'we_answered'), turn('09:00', 'shopper_wrote')]
    expect(clocksOf(turns, targets, always)).toMatchObject([{ kind: 'next', dueAt: at('11:00') }])
  })
})
