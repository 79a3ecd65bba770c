import type { LegEventType } from '../../../modules/calls/ports.ts'

/** What a final response of a phone or network means for people. */
export function legEnd(
  status: number,
): Extract<LegEventType, 'busy' | 'no_answer' | 'rejected' | 'invalid' | 'failed'> {
  if (status === 486 || status === 600) return 'busy'
  if (status === 480 || status === 408 || status === 487) return 'no_answer'
  if (status === 603 || status === 607 || status === 608) return 'rejected'
  if (status === 404 || status === 410 || status === 484 || status === 604) return 'invalid'
  return 'failed'
}
