import { createHmac, timingSafeEqual } from 'node:crypto'
import type { Config } from '../../../config.ts'

/** What opens one gift's return without an account. Derived with the server's secret, so that no copy of the database holds it. */
export function giftToken(config: Pick<Config, 'secretFor'>, returnId: string): string {
  return createHmac('sha256', config.secretFor('gift-return')).update(returnId).digest('base64url')
}

/** Whether a token opens this return. */
export function opensGift(config: Pick<Config, 'secretFor'>, returnId: string, given: string): boolean {
  const [one, other] = [Buffer.from(giftToken(config, returnId)), Buffer.from(given)]
  return one.length === other.length && timingSafeEqual(one, other)
}
