import { claimEmail, ensureCustomers, findCustomer, identityIdsOf } from '#modules/customers'
import type { Work } from '#platform/work'

/** Whom the store's own login names. */
export interface NamedShopper {
  source: string
  reference: string
  /** Proved by the store; one that is not proved is as if it were not there. */
  email: string | undefined
  name: string | undefined
}

/**
 * The shopper of a reference; made when new. An address that the store has proved makes one person of all records that hold it, as a
 * code by mail does. A record that came together with others opens only for whoever has the address that brought them together: an
 * account at the store to which somebody wrote a foreign address, and whose owner proved it later, opens nothing of theirs.
 */
export async function shopperOf(
  work: Work,
  { source, reference, email, name }: NamedShopper,
): Promise<string | 'address_unproved'> {
  const named = { reference, ...(email ? { email } : {}), ...(name ? { name } : {}) }
  const [id = ''] = await ensureCustomers(work, source, [named])
  const identity = await findCustomer(work, id)
  const isTheirs = email !== undefined && identity.email?.toLowerCase() === email.toLowerCase()
  if (isTheirs) return (await claimEmail(work, email, { source, reference }))?.id ?? identity.id
  return (await identityIdsOf(work, identity.id)).length > 1 ? 'address_unproved' : identity.id
}
