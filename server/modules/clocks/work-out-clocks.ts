import { addWorkingMinutes, workingMinutesBetween, type OpeningHours } from '#modules/calendars'

/** What happened in a conversation, as far as clocks care. Notes, acknowledgments and notices are not in here. */
export interface Turn {
  at: Date
  what: 'shopper_wrote' | 'we_answered' | 'resolved' | 'reopened' | 'merged'
}

/** Minutes of working time; null where nothing is promised. */
export interface Targets {
  firstMinutes: number | null
  nextMinutes: number | null
  resolutionMinutes: number | null
}

export type ClockKind = 'first' | 'next' | 'resolution'

/** One clock as it stands after everything that happened. */
export interface ComputedClock {
  kind: ClockKind
  startedAt: Date
  targetMinutes: number
  /** Null while it is paused, and where the calendar never opens for that long. */
  dueAt: Date | null
  /** Since when it is paused, and how much was left of it then. */
  paused: { at: Date; leftMinutes: number } | null
  stopped: { at: Date; reason: 'answered' | 'resolved' | 'merged' } | null
}

/**
 * The clocks of a conversation, worked out anew from everything that happened in it, oldest first. Answer clocks start with the
 * shopper's first unanswered message and end with our answer; the resolution clock pauses while we wait for the shopper and goes
 * on when they write. What is resolved has no deadline: a clock that ran is withdrawn, and opening it again goes on with what was
 * left of the resolution clock.
 */
export function clocksOf(turns: readonly Turn[], targets: Targets, hours: OpeningHours): ComputedClock[] {
  const clocks: ComputedClock[] = []
  let answer: ComputedClock | null = null
  let resolution: ComputedClock | null = null
  let leftOver: number | null = null
  let wasAnswered = false

  const stop = (clock: ComputedClock | null, at: Date, reason: 'answered' | 'resolved' | 'merged') => {
    if (clock) clock.stopped = { at, reason }
  }
  const begin = (kind: ClockKind, at: Date, minutes: number | null): ComputedClock | null => {
    if (minutes === null) return null
    const clock: ComputedClock = {
      kind,
      startedAt: at,
      targetMinutes: minutes,
      dueAt: addWorkingMinutes(hours, at, minutes),
      paused: null,
      stopped: null,
    }
    clocks.push(clock)
    return clock
  }

  for (const { at, what } of turns) {
    if (what === 'shopper_wrote' || what === 'reopened') {
      if (!resolution) resolution = begin('resolution', at, leftOver ?? targets.resolutionMinutes)
      else if (resolution.paused) resume(resolution, at, hours)
    }
    if (what === 'shopper_wrote' && !answer) {
      answer = wasAnswered ? begin('next', at, targets.nextMinutes) : begin('first', at, targets.firstMinutes)
    }
    if (what === 'we_answered') {
      stop(answer, at, 'answered')
      answer = null
      wasAnswered = true
      if (resolution && !resolution.paused) pause(resolution, at, hours)
    }
    if (what === 'resolved' || what === 'merged') {
      stop(answer, at, what)
      answer = null
      if (resolution) leftOver = Math.max(resolution.paused?.leftMinutes ?? leftAt(resolution, at, hours), 1)
      stop(resolution, at, what)
      resolution = null
    }
  }
  return clocks
}

/** Whether a deadline passed while its clock ran. */
export function isBreached({ dueAt, stopped }: Pick<ComputedClock, 'dueAt' | 'stopped'>, now: Date): boolean {
  return dueAt !== null && dueAt < (stopped?.at ?? now)
}

function pause(clock: ComputedClock, at: Date, hours: OpeningHours): void {
  clock.paused = { at, leftMinutes: leftAt(clock, at, hours) }
  clock.dueAt = null
}

function resume(clock: ComputedClock, at: Date, hours: OpeningHours): void {
  const left = clock.paused?.leftMinutes ?? 0
  clock.paused = null
  // What was over already stays over: its deadline lies behind us by as much as it was late.
  clock.dueAt = left >= 0 ? addWorkingMinutes(hours, at, left) : new Date(at.getTime() + left * 60_000)
}

function leftAt(clock: ComputedClock, at: Date, hours: OpeningHours): number {
  if (clock.dueAt === null) return clock.targetMinutes
  return at <= clock.dueAt
    ? workingMinutesBetween(hours, at, clock.dueAt)
    : -workingMinutesBetween(hours, clock.dueAt, at)
}
