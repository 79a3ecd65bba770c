import type { Reader } from '#platform/work'

/** Other accounts that belong to the same person, as far as is known; the shopper's own records are not among them. */
export type LinkedAccounts = (reader: Reader, customerId: string) => Promise<readonly string[]>

let source: LinkedAccounts = async () => []

/** Lets trust, which stands below, say whose accounts are linked: nobody decides about those of their own either. */
export function linkedAccountsComeFrom(linked: LinkedAccounts): void {
  source = linked
}

export function linkedAccountsOf(reader: Reader, customerId: string): Promise<readonly string[]> {
  return source(reader, customerId)
}
