import type { AnyDatabase } from '#platform/work'
import { checkCeilings } from './ceilings.ts'
import { checkClaims } from './claims.ts'
import { checkLedger, type Openings } from './ledger.ts'
import { readOurBooks } from './our-books.ts'
import { checkPromises } from './promises.ts'
import { checkProviderBooks, type PaymentBooks } from './provider-books.ts'
import { checkRefundJournal } from './refund-journal.ts'
import { checkReturns } from './returns.ts'
import { checkSettlements } from './settlements.ts'
import { checkStorefrontBooks, type StorefrontBooks } from './storefront-books.ts'
import { checkStuck } from './stuck.ts'
import { checkVersions } from './versions.ts'
import { collectViolations } from './violations.ts'

export interface CheckedStore {
  db: AnyDatabase
  storeId?: string
  openings: Openings
  /** The providers' books, read by whoever can reach them. */
  paymentBooks(): Promise<PaymentBooks>
  storefrontBooks(): Promise<StorefrontBooks>
  /** The providers answer and every job has run: nothing may be half done. */
  healed: boolean
  /** By the store's clock, where it is known. */
  now?: Date
}

/** Everything that must be true of a store at any moment, and, once it has healed, at rest. Answers what is not. */
export async function checkStore(store: CheckedStore): Promise<readonly string[]> {
  const found = collectViolations()
  const [books, payments, storefront] = [
    await readOurBooks(store.db, store.storeId),
    await store.paymentBooks(),
    await store.storefrontBooks(),
  ]
  checkLedger(books, store.openings, found)
  checkCeilings(books, found)
  checkPromises(books, found)
  checkReturns(books, found, { healed: store.healed })
  checkClaims(books, found, { healed: store.healed, ...(store.now ? { now: store.now } : {}) })
  checkProviderBooks(books, payments, found, { settled: store.healed })
  checkStorefrontBooks(books, storefront, found, { settled: store.healed })
  const pendingKeys = new Set([
    ...payments.movements
      .filter((movement) => movement.status === 'pending')
      .map((movement) => movement.idempotency_key),
    ...storefront.changes.filter((change) => change.status === 'pending').map((change) => change.idempotency_key),
  ])
  checkStuck(books, found, { healed: store.healed, pendingKeys })
  await checkVersions(store.db, found, store.storeId)
  await checkRefundJournal(store.db, found, store.storeId)
  await checkSettlements(store.db, found, { healed: store.healed }, store.storeId)
  return found.list
}
