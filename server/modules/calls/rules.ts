import { localTime } from '#platform/time'
import type { CallOutcome } from './ports.ts'

/** What became of one try. */
export type AttemptResult =
  | 'talked'
  | 'dropped'
  | 'busy'
  | 'no_answer'
  | 'voicemail'
  | 'rejected'
  | 'wrong_number'
  | 'failed'
  | 'no_agent'
  | 'interrupted'
  | 'canceled'

/** What follows from it: over, tried again with the place kept, back to the queue without counting, or over for want of a right number. */
export type NextStep = 'finish' | 'retry' | 'put_back' | 'give_up' | 'none'

const steps: Readonly<Record<AttemptResult, NextStep>> = {
  talked: 'finish',
  dropped: 'retry',
  busy: 'retry',
  no_answer: 'retry',
  voicemail: 'retry',
  rejected: 'retry',
  failed: 'retry',
  wrong_number: 'give_up',
  no_agent: 'put_back',
  interrupted: 'put_back',
  canceled: 'none',
}

export function nextStep(result: AttemptResult): NextStep {
  return steps[result]
}

/**
 * What a call's end says. Whoever hung up before the shopper answered let it pass: that is no try.
 */
export function resultOf(outcome: CallOutcome, endedBy: string, wasTalking: boolean): AttemptResult {
  switch (outcome) {
    case 'completed':
      return endedBy === 'network' ? 'dropped' : 'talked'
    case 'invalid':
      return 'wrong_number'
    case 'canceled':
      return wasTalking ? 'talked' : 'interrupted'
    case 'failed':
      return wasTalking ? 'dropped' : 'failed'
    default:
      return outcome
  }
}

/** What minutes to a country cost by a price list; a minute that is begun counts. */
export function costOf(perMinute: Readonly<Record<string, number>>, country: string, minutes: number): number {
  return Math.ceil(minutes) * (perMinute[country] ?? perMinute.other ?? 0)
}

export interface QuietHours {
  /** Clock times of the shopper's zone, such as `21:00` and `08:00`; the same twice is never quiet. */
  from: string
  to: string
}

/** Whether nobody is to be rung at an instant, by the clock where they are. */
export function isQuiet({ from, to }: QuietHours, at: Date, timeZone: string): boolean {
  const time = localTime(at, timeZone)
  return from <= to ? time >= from && time < to : time >= from || time < to
}
