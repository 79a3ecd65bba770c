import { ratherThan, sumBy, type Violations } from './violations.ts'
import type { OurBooks } from './our-books.ts'

/** What was on a gift card or in store credit before anything moved here, by payment method id. */
export type Openings = ReadonlyMap<string, number>

/** Double entry: transfers sum to zero and are closed or not, and every account says what its thing says. */
export function checkLedger(books: OurBooks, openings: Openings, found: Violations): void {
  const entriesOf = Map.groupBy(books.entries, (entry) => entry.transfer_id)
  for (const transfer of books.transfers) {
    const entries = entriesOf.get(transfer.id) ?? []
    const sum = entries.reduce((total, entry) => total + entry.amount_minor, 0)
    if (sum !== 0 || entries.length < 2)
      found.add('ledger', `transfer ${transfer.id} has ${entries.length} entries and sums to ${sum}`)
    if (entries.some((entry) => entry.currency !== transfer.currency))
      found.add('ledger', `transfer ${transfer.id} mixes currencies`)
    if ((transfer.closed_at === null) !== (transfer.state === 'pending'))
      found.add('ledger', `transfer ${transfer.id} is ${transfer.state}, closed ${transfer.closed_at}`)
  }
  const balance = accountSums(books)
  checkTenders(books, balance, found)
  checkMethods(books, openings, balance.posted, found)
  const credit = new Map(
    books.storeCredits.map((row) => [`credit:${row.customer_id} ${row.currency}`, row.balance_minor]),
  )
  for (const [account, posted] of accountsNamed(balance.posted, 'credit:')) {
    if (posted !== (credit.get(account) ?? 0))
      found.add('ledger', `${account} ${ratherThan(credit.get(account) ?? 0, posted)}`)
    credit.delete(account)
  }
  for (const [account, left] of credit)
    if (left !== 0) found.add('ledger', `${account} has ${left}, which no entry explains`)
}

interface AccountSums {
  posted: Map<string, number>
  pending: Map<string, number>
}

function accountSums({ transfers, entries }: OurBooks): AccountSums {
  const stateOf = new Map(transfers.map((transfer) => [transfer.id, transfer.state]))
  const key = (entry: OurBooks['entries'][number]) => `${entry.account} ${entry.currency}`
  const inState = (state: string) => entries.filter((entry) => stateOf.get(entry.transfer_id) === state)
  return {
    posted: sumBy(inState('posted'), key, (entry) => entry.amount_minor),
    pending: sumBy(inState('pending'), key, (entry) => entry.amount_minor),
  }
}

/** Money that is back on the shopper's own card: exactly the movements that went there. */
function checkTenders(books: OurBooks, { posted, pending }: AccountSums, found: Violations): void {
  const methodOf = new Map(
    books.tenders.filter((tender) => tender.payment_method_id !== null).map((tender) => [tender.id, tender]),
  )
  const outside = books.movements.filter((movement) => {
    const tender = methodOf.get(movement.target_id)
    const isOurs = tender?.kind === 'gift_card' || tender?.kind === 'store_credit'
    return movement.target_kind === 'tender' && (!isOurs || movement.provider_key.startsWith('external:'))
  })
  for (const [state, sums] of [
    ['succeeded', posted],
    ['requested', pending],
  ] as const) {
    const moved = sumBy(
      outside.filter((movement) => movement.state === state),
      (movement) => `tender:${movement.target_id} ${movement.currency}`,
      (movement) => movement.amount_minor,
    )
    const accounts = new Set([...moved.keys(), ...accountsNamed(sums, 'tender:').map(([account]) => account)])
    for (const account of accounts) {
      const [ledger, movements] = [sums.get(account) ?? 0, moved.get(account) ?? 0]
      if (ledger !== movements)
        found.add(
          'ledger',
          `${account}: ${ledger} in ${state === 'succeeded' ? 'posted' : 'pending'} entries, ${movements} in ${state} movements`,
        )
    }
  }
}

function checkMethods(books: OurBooks, openings: Openings, posted: Map<string, number>, found: Violations): void {
  const charged = sumBy(
    books.charges.filter((charge) => charge.state === 'succeeded'),
    (charge) => charge.payment_method_id,
    (charge) => charge.amount_minor,
  )
  for (const method of books.methods) {
    const moved = accountsNamed(posted, `method:${method.id} `).reduce((total, [, amount]) => total + amount, 0)
    if (method.balance_minor === null) {
      if (moved !== -(charged.get(method.id) ?? 0))
        found.add('ledger', `method:${method.id} has entries of ${moved} and charges of ${charged.get(method.id) ?? 0}`)
      continue
    }
    if (method.balance_minor < 0) found.add('gift cards', `${method.id} is below zero: ${method.balance_minor}`)
    const expected = (openings.get(method.id) ?? 0) + moved
    if (expected !== method.balance_minor)
      found.add(
        'gift cards',
        `${method.id} ${ratherThan(method.balance_minor, expected)} (opened with ${openings.get(method.id) ?? 0}, moved ${moved})`,
      )
  }
}

function accountsNamed(sums: Map<string, number>, start: string): [string, number][] {
  return [...sums].filter(([account]) => account.startsWith(start))
}

/** The opening balances as they must have been, read from a store in which things may have moved already. */
export function openingsOf(books: OurBooks): Openings {
  const { posted } = accountSums(books)
  const own = books.methods.filter((method) => method.balance_minor !== null)
  return new Map(
    own.map((method) => [
      method.id,
      (method.balance_minor ?? 0) -
        accountsNamed(posted, `method:${method.id} `).reduce((total, [, amount]) => total + amount, 0),
    ]),
  )
}
