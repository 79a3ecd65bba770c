import type { Address, CustomerInput } from '#contract/customers'
import type { ScanInput } from '#contract/deliveries'
import type { OrderInput, ProductInput } from '#contract/orders'
import type { z } from 'zod'

/** What an import takes: defaults may be left out. */
export type OrderRow = z.input<typeof OrderInput>
export type ProductRow = z.input<typeof ProductInput>
export type CustomerRow = z.input<typeof CustomerInput>

export interface Variant {
  product: string
  variant: string
  title: string
  priceMinor: number
  category: string
  seller?: string
}

const catalog: (Omit<ProductRow, 'variants'> & {
  seller?: string
  variants: { reference: string; price: number; stock?: number; options: Record<string, string> }[]
})[] = [
  {
    reference: 'mug',
    title: 'Stoneware mug',
    category: 'kitchen',
    variants: [
      { reference: 'mug-blue', price: 1900, stock: 400, options: { color: 'blue' } },
      { reference: 'mug-red', price: 1900, stock: 400, options: { color: 'red' } },
      { reference: 'mug-gold', price: 2600, stock: 300, options: { color: 'gold' } },
    ],
  },
  {
    reference: 'lamp',
    title: 'Reading lamp',
    category: 'home',
    variants: [
      { reference: 'lamp-oak', price: 4599, stock: 2, options: { wood: 'oak' } },
      { reference: 'lamp-ash', price: 4999, stock: 200, options: { wood: 'ash' } },
    ],
  },
  {
    reference: 'chair',
    title: 'Folding chair',
    category: 'home',
    variants: [{ reference: 'chair-one', price: 7900, stock: 0, options: {} }],
  },
  {
    reference: 'book',
    title: 'Tide tables, the novel',
    category: 'books',
    variants: [{ reference: 'book-one', price: 1499, options: {} }],
  },
  {
    reference: 'camera',
    title: 'Field camera',
    category: 'electronics',
    variants: [{ reference: 'camera-one', price: 134_900, stock: 40, options: {} }],
  },
  {
    reference: 'scarf',
    title: 'Wool scarf',
    category: 'clothing',
    seller: 'northwind',
    variants: [
      { reference: 'scarf-s', price: 2999, stock: 300, options: { size: 'S' } },
      { reference: 'scarf-l', price: 3499, stock: 300, options: { size: 'L' } },
    ],
  },
]

export const products: ProductRow[] = catalog.map(({ seller: _seller, ...product }) => ({
  ...product,
  variants: product.variants.map((variant) => ({
    ...variant,
    sku: variant.reference.toUpperCase(),
    currency: 'USD',
    available: true,
  })),
}))

export const sellers = [{ reference: 'northwind', name: 'Northwind Knits', email: 'desk@northwind.test' }]

export const variants: Variant[] = catalog.flatMap(({ reference: product, title, category, seller, variants: all }) =>
  all.map((variant) => ({
    product,
    variant: variant.reference,
    title,
    category: category ?? 'home',
    priceMinor: variant.price,
    ...(seller ? { seller } : {}),
  })),
)

/** Doors with a surveyed point, so that distances have weight. */
export const doors = {
  elm: {
    name: 'Ava Moreno',
    line1: '12 Elm Street',
    city: 'Springfield',
    region: 'IL',
    postalCode: '62701',
    country: 'US',
    geo: { lat: 39.8, lng: -89.65, tier: 'rooftop' },
  },
  oak: {
    name: 'Ben Okafor',
    line1: '7 Oak Lane',
    city: 'Springfield',
    region: 'IL',
    postalCode: '62702',
    country: 'US',
    geo: { lat: 39.82, lng: -89.64, tier: 'rooftop' },
  },
  pier: {
    name: 'Cho Min',
    line1: '3 Pier Road',
    city: 'Portland',
    region: 'ME',
    postalCode: '04101',
    country: 'US',
    geo: { lat: 43.66, lng: -70.25, tier: 'parcel' },
  },
  hill: { name: 'Dee Hart', line1: '40 Hill View', city: 'Austin', region: 'TX', postalCode: '78701', country: 'US' },
} as const satisfies Record<string, Address | Omit<Address, 'postalCode'>>

export const giftCardOpening = 12_000

/** A shopper as the storefront knows them, with a card, PayPal and a gift card on file. */
export function customer(reference: string, name: string, createdAt: string): CustomerRow {
  return {
    reference,
    name,
    email: `${reference}@example.com`,
    createdAt,
    paymentMethods: [
      { reference: `card-${reference}`, kind: 'card', label: 'Visa ending 4242' },
      { reference: `second-${reference}`, kind: 'card', label: 'Mastercard ending 5454' },
      { reference: `paypal-${reference}`, kind: 'paypal', label: 'PayPal' },
      // The fake provider declines what is called so.
      { reference: `declined-${reference}`, kind: 'card', label: 'Visa ending 0002' },
      { reference: `gift-${reference}`, kind: 'gift_card', label: 'Gift card', balance: giftCardOpening },
    ],
  }
}

export interface OrderFacts {
  reference: string
  customer: string
  placedAt: Date
  to: Address | (typeof doors)[keyof typeof doors]
  lines: { variant: string; quantity: number; discount?: number }[]
  shippingMinor?: number
  promisedBy?: Date
  promiseKind?: 'guaranteed' | 'estimated'
  /** What paid it, in order; the first takes what the others do not. Defaults to the shopper's card. */
  tenders?: {
    kind: 'card' | 'paypal' | 'gift_card'
    reference: string
    amount?: number
    paymentMethod?: string
    label?: string
  }[]
}

/** An order whose amounts add up. */
export function order(facts: OrderFacts): OrderRow {
  const lines = facts.lines.map((line) => ({
    line,
    goods: variants.find((each) => each.variant === line.variant) as Variant,
  }))
  const total =
    lines.reduce((sum, { line, goods }) => sum + goods.priceMinor * line.quantity - (line.discount ?? 0), 0) +
    (facts.shippingMinor ?? 0)
  const given = facts.tenders ?? [
    {
      kind: 'card' as const,
      reference: `pay-${facts.reference}`,
      paymentMethod: `card-${facts.customer}`,
      label: 'Visa ending 4242',
    },
  ]
  const others = given.slice(1).reduce((sum, tender) => sum + (tender.amount ?? 0), 0)
  return {
    reference: facts.reference,
    placedAt: facts.placedAt.toISOString(),
    currency: 'USD',
    taxIncluded: true,
    customer: facts.customer,
    shippingAddress: facts.to as Address,
    items: lines.map(({ line, goods }, index) => ({
      reference: `${facts.reference}-${index + 1}`,
      product: goods.product,
      variant: goods.variant,
      sku: goods.variant.toUpperCase(),
      title: goods.title,
      quantity: line.quantity,
      unitPrice: goods.priceMinor,
      ...(line.discount ? { discount: line.discount } : {}),
      category: goods.category,
      ...(goods.seller ? { seller: { reference: goods.seller } } : {}),
    })),
    ...(facts.shippingMinor ? { shipping: { price: facts.shippingMinor } } : {}),
    ...(facts.promisedBy
      ? { promised: { deliverBy: facts.promisedBy.toISOString(), kind: facts.promiseKind ?? 'estimated' } }
      : {}),
    tenders: given.map(({ amount, ...tender }, index) => ({
      label: 'Card',
      ...tender,
      captured: index === 0 ? total - others : (amount ?? 0),
      capturedAt: facts.placedAt.toISOString(),
    })),
  }
}

/** A point some meters north of a door. */
export function near(door: { geo: { lat: number; lng: number } }, meters: number): { lat: number; lng: number } {
  return { lat: door.geo.lat + meters / 111_320, lng: door.geo.lng }
}

export function delivered(at: Date, proof?: ScanInput['proof']): ScanInput {
  return { at: at.toISOString(), status: 'delivered', ...(proof ? { proof } : {}) }
}
