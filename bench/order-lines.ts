const titles = [
  'Desk Lamp',
  'Stoneware Mug',
  'Linen Duvet Cover',
  'Cast Iron Skillet',
  'Wool Throw',
  'Rain Jacket',
  'Walnut Board',
]
const cities: [city: string, region: string, postalCode: string][] = [
  ['Portland', 'OR', '97205'],
  ['Seattle', 'WA', '98109'],
  ['Denver', 'CO', '80202'],
  ['Austin', 'TX', '78701'],
  ['Boston', 'MA', '02108'],
]

/**
 * Orders as lines of NDJSON, one after another and always the same: mostly one or two items, a fifth as many shoppers as
 * orders, some canceled, some refunded in part. @param onProgress is told every hundredth of the way
 */
export function* orderLines(count: number, onProgress?: (done: number) => void): Generator<string> {
  const step = Math.max(1, Math.floor(count / 100))
  for (let index = 0; index < count; index++) {
    yield `${JSON.stringify(orderAt(index, Math.max(1, Math.floor(count / 5))))}\n`
    if (onProgress && (index + 1) % step === 0) onProgress(index + 1)
  }
}

function orderAt(index: number, shoppers: number): object {
  const shopper = (index * 7919) % shoppers
  const placed = new Date(Date.UTC(2024, 0, 1) + (index % 700) * 86_400_000 + (index % 86_400) * 1000).toISOString()
  const items = Array.from({ length: index % 10 < 7 ? 1 : index % 10 < 9 ? 2 : 4 }, (_, line) => itemAt(index, line))
  const shipping = index % 3 === 0 ? 599 : 0
  const captured = items.reduce((sum, item) => sum + item.unitPrice * item.quantity + item.tax, shipping)
  const [city, region, postalCode] = cities[index % cities.length] as [string, string, string]
  const name = `Shopper ${shopper}`
  return {
    reference: `B-${index}`,
    placedAt: placed,
    currency: 'USD',
    taxIncluded: false,
    customer: { reference: `s-${shopper}`, email: `shopper.${shopper}@example.com`, name },
    shippingAddress: { name, line1: `${(shopper % 9000) + 1} Alder Street`, city, region, postalCode, country: 'US' },
    items,
    ...(shipping > 0 ? { shipping: { price: shipping, service: 'Standard' } } : {}),
    tenders: [
      {
        reference: `p-${index}`,
        kind: 'card',
        label: `Visa ending ${String(1000 + (shopper % 9000))}`,
        captured,
        capturedAt: placed,
        fingerprint: `fp-${shopper}`,
      },
    ],
    promised: { deliverBy: new Date(Date.parse(placed) + 5 * 86_400_000).toISOString(), kind: 'estimated' },
    dispatchStartedAt: new Date(Date.parse(placed) + 86_400_000).toISOString(),
    ...(index % 50 === 0 ? { canceledAt: new Date(Date.parse(placed) + 3_600_000).toISOString() } : {}),
    ...(index % 40 === 3
      ? {
          refunds: [
            { reference: `r-${index}`, at: new Date(Date.parse(placed) + 9 * 86_400_000).toISOString(), amount: 500 },
          ],
        }
      : {}),
  }
}

function itemAt(index: number, line: number) {
  const product = (index * 31 + line * 17) % 5000
  const unitPrice = 500 + (product % 120) * 100
  const quantity = (index + line) % 12 === 0 ? 3 : 1
  return {
    reference: `${line + 1}`,
    sku: `SKU-${product}`,
    product: `prod-${product}`,
    variant: `var-${product}`,
    title: titles[product % titles.length] ?? 'Lamp',
    quantity,
    unitPrice,
    tax: Math.round(unitPrice * quantity * 0.08),
    category: `cat-${product % 20}`,
  }
}
