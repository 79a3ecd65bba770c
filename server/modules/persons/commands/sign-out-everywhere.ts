import { signOutFor } from '#modules/customers'
import type { Work } from '#platform/work'

/** Signs a shopper out everywhere: they lost a device, or see somebody else in their account. How they sign in stays as it is. */
export async function signOutEverywhere(work: Work, { id }: { id: string }): Promise<{ ended: number }> {
  return { ended: await signOutFor(work, id) }
}
