import { timingSafeEqual } from 'node:crypto'

/** Whether what somebody shows is the proof that we would make; how long that takes tells nothing of how much of it is right. */
export function isSameProof(given: string, right: string): boolean {
  const [one, other] = [Buffer.from(given), Buffer.from(right)]
  return one.length === other.length && timingSafeEqual(one, other)
}
