import {
  addresses,
  places,
  products,
  sellerPeople,
  sellers,
  shoppers,
  staff,
  store,
  type Row,
  type Shopper,
} from './world-catalog.ts'
import { claimStories } from './world-claims.ts'
import { olderOrders, rowsOf, stories, type PhotoFiles, type Story, type StoryName } from './world-orders.ts'

export type { PhotoFiles, StoryName } from './world-orders.ts'
export type { Shopper } from './world-catalog.ts'

/** The one named world: what tests, the demonstration store and pictures in the documentation are made of. */
export interface World {
  store: typeof store
  staff: typeof staff
  sellerPeople: typeof sellerPeople
  /** What lies before it is history. */
  cutoff: Date
  /** Files of imports, in the order in which a store can take them in. */
  files: { kind: 'sellers' | 'products' | 'places' | 'customers' | 'orders' | 'shipments' | 'scans'; rows: object[] }[]
  /** The order that is the example of a thing, by its reference. */
  orders: Record<StoryName, string>
  /** Orders with a claim at one of its stages, by their references. */
  claims: Record<keyof typeof claimStories, string>
  /** Who is whose; the references of customers are their names here. */
  shoppers: { reference: Shopper; name: string; email: string; words: string; order: string }[]
  /** Reports of missing parcels from before the store used Makeright, by shopper. */
  pastClaims: { customer: Shopper; at: Date; amountMinor: number }[]
}

/** Builds the world as it stands at a moment: everything happened so and so long before it. */
export function world(now: Date, photos?: PhotoFiles): World {
  const named = stories(now, photos)
  const rows = [...olderOrders(), ...Object.values(named), ...Object.values(claimStories)].map((story: Story) =>
    rowsOf(now, story),
  )
  const ago = (days: number) => new Date(now.getTime() - days * 86_400_000)
  return {
    store,
    staff,
    sellerPeople,
    cutoff: ago(15),
    files: [
      { kind: 'sellers', rows: sellers },
      { kind: 'products', rows: products },
      { kind: 'places', rows: places },
      { kind: 'customers', rows: customerRows(ago) },
      { kind: 'orders', rows: rows.map((each) => each.order) },
      { kind: 'shipments', rows: rows.flatMap((each) => each.shipments) },
      { kind: 'scans', rows: rows.flatMap((each) => each.scans) },
    ],
    orders: Object.fromEntries(
      Object.entries(named).map(([name, story]) => [name, story.reference]),
    ) as World['orders'],
    claims: Object.fromEntries(
      Object.entries(claimStories).map(([name, story]) => [name, story.reference]),
    ) as World['claims'],
    shoppers: examples.map(([reference, story]) => ({
      reference,
      name: shoppers[reference].name,
      email: emailOf(reference),
      words: shoppers[reference].words,
      order: named[story].reference,
    })),
    pastClaims: [
      { customer: 'diego', at: ago(21), amountMinor: 4200 },
      { customer: 'diego', at: ago(52), amountMinor: 3900 },
    ],
  }
}

/** The order that each shopper is best looked at by. */
const examples: [Shopper, StoryName][] = [
  ['ava', 'misdelivered'],
  ['ben', 'multiQuantity'],
  ['chloe', 'photoOtherPlace'],
  ['ivy', 'highValue'],
  ['farid', 'secondLoss'],
  ['diego', 'serialClaimant'],
  ['emma', 'european'],
  ['grace', 'gift'],
]

export function emailOf(shopper: Shopper): string {
  return `${shoppers[shopper].name.toLowerCase().replace(' ', '.')}@example.com`
}

function customerRows(ago: (days: number) => Date): Row<'customers'>[] {
  return (Object.keys(shoppers) as Shopper[]).map((reference, index) => ({
    reference,
    email: emailOf(reference),
    name: shoppers[reference].name,
    phone: `+1 555-01${String(index + 10)}`,
    addresses: [addresses[reference]],
    paymentMethods: shoppers[reference].methods,
    createdAt: ago(shoppers[reference].sinceDays).toISOString(),
    locale: reference === 'emma' ? 'de-DE' : 'en-US',
    timeZone: reference === 'emma' ? 'Europe/Berlin' : 'America/Los_Angeles',
  }))
}
