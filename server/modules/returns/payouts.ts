import type { Reader } from '#platform/work'

/** Whether more is being paid before receipt today than the weekday's norm allows, in this currency. */
export async function isSteppedDown(_reader: Reader, _currency: string): Promise<boolean> {
  return await Promise.resolve(false)
}
