import { storePolicy } from '#modules/stores'
import type { Reader } from '#platform/work'

/** What holds after a change of e-mail, phone or password, in hours; the same for everybody. */
export interface AccountPolicy {
  /** How long the owner of the address before can take it back (`change.undo_hours`). */
  undoHours: number
  /** How long money goes only where it came from, and parcels only where they were to go (`change.cooldown`). */
  cooldownHours: number
}

/** The rules for changes of an account as they are now. */
export async function accountPolicy(reader: Reader): Promise<AccountPolicy> {
  const policy = await storePolicy(reader)
  return { undoHours: policy.get('change.undo_hours'), cooldownHours: policy.get('change.cooldown') }
}
