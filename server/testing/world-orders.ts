import { addresses, shoppers, variant, type Row, type Shopper } from './world-catalog.ts'

type Proof = NonNullable<Row<'scans'>['proof']>
type Status = Row<'scans'>['status']

/** One order of the world, told by how long ago things happened. */
export interface Story {
  reference: string
  shopper: Shopper
  /** Hours before now. */
  placed: number
  /** Variant and quantity of each line; the line's reference is the variant's. */
  lines: [variant: string, quantity: number][]
  shipping?: number
  promised?: { hoursAgo: number; kind: 'guaranteed' | 'estimated' }
  parcels?: Parcel[]
  more?: Partial<Row<'orders'>>
}

export interface Parcel {
  carrier?: string
  lines?: [variant: string, quantity: number][]
  scans: [hoursAgo: number, status: Status, city?: string, proof?: Proof][]
}

const days = (count: number) => count * 24

/** Where a driver's fix of Ava's parcel was: 1.2 km north of her door. */
const farFromAva = { lat: addresses.ava.geo!.lat + 0.01079, lng: addresses.ava.geo!.lng }
/** A fix 15 m from Ivy's door. */
const atIvysDoor = { lat: addresses.ivy.geo!.lat + 0.00013, lng: addresses.ivy.geo!.lng }

/** A usual trail that ends with a parcel marked delivered. */
function delivered(hoursAgo: number, city: string, proof?: Proof): Parcel['scans'] {
  return [
    [hoursAgo + 66, 'label_created'],
    [hoursAgo + 60, 'accepted', 'Portland'],
    [hoursAgo + 34, 'in_transit', 'Portland'],
    [hoursAgo + 7, 'out_for_delivery', city],
    [hoursAgo, 'delivered', city, proof],
  ]
}

/** The parcel's photo; `files` has them once the store does. */
export interface PhotoFiles {
  rightPlace?: string
  otherPlace?: string
}

/** The orders that the world is about, each an example of one thing. */
export function stories(now: Date, photos: PhotoFiles = {}) {
  const at = (hoursAgo: number) => new Date(now.getTime() - hoursAgo * 3_600_000).toISOString()
  const photo = (file: string | undefined, verdict: NonNullable<Proof['photoVerdict']>): Proof => ({
    photoVerdict: verdict,
    ...(file ? { photoFile: file } : {}),
  })
  return {
    misdelivered: {
      reference: 'LK-1001',
      shopper: 'ava',
      placed: days(5),
      lines: [['lamp-brass', 1]],
      promised: { hoursAgo: days(1), kind: 'estimated' },
      parcels: [
        {
          carrier: 'Cascade Parcel',
          scans: delivered(26, 'Portland', {
            gps: { ...farFromAva, accuracyMeters: 9, at: at(26), atDepot: false },
            batchSizeWithin60s: 1,
            leftAt: 'front door',
          }),
        },
      ],
    },
    noProof: {
      reference: 'LK-1002',
      shopper: 'ava',
      placed: days(8),
      lines: [['throw-ash', 1]],
      parcels: [{ scans: delivered(days(2), 'Portland') }],
    },
    photoRightPlace: {
      reference: 'LK-1003',
      shopper: 'ben',
      placed: days(6),
      lines: [['mug-moss', 3]],
      shipping: 599,
      parcels: [{ carrier: 'Cascade Parcel', scans: delivered(30, 'Tacoma', photo(photos.rightPlace, 'right_place')) }],
    },
    photoOtherPlace: {
      reference: 'LK-1004',
      shopper: 'chloe',
      placed: days(6),
      lines: [['skillet-10', 1]],
      parcels: [{ carrier: 'Cascade Parcel', scans: delivered(28, 'Eugene', photo(photos.otherPlace, 'other_place')) }],
    },
    signedByOther: {
      reference: 'LK-1005',
      shopper: 'chloe',
      placed: days(9),
      lines: [['duvet-queen', 1]],
      parcels: [{ scans: delivered(days(3), 'Eugene', { signedBy: 'R. Dunn' }) }],
    },
    codeVerified: {
      reference: 'LK-1006',
      shopper: 'ivy',
      placed: days(7),
      lines: [['jacket-m', 1]],
      parcels: [{ carrier: 'Cascade Parcel', scans: delivered(40, 'Bend', { codeVerified: true }) }],
    },
    otherCity: {
      reference: 'LK-1007',
      shopper: 'ben',
      placed: days(7),
      lines: [['lamp-black', 1]],
      parcels: [
        {
          scans: [
            [days(5), 'label_created'],
            [days(4), 'accepted', 'Portland'],
            [days(3), 'in_transit', 'Portland'],
            [44, 'delivered', 'Spokane'],
          ],
        },
      ],
    },
    lateGuaranteed: {
      reference: 'LK-1008',
      shopper: 'ava',
      placed: days(4),
      lines: [['mug-white', 2]],
      shipping: 899,
      promised: { hoursAgo: 16, kind: 'guaranteed' },
      parcels: [
        {
          scans: [
            [days(3), 'label_created'],
            [days(2), 'accepted', 'Portland'],
            [20, 'delayed', 'Portland'],
          ],
        },
      ],
    },
    lateEstimated: {
      reference: 'LK-1009',
      shopper: 'chloe',
      placed: days(12),
      lines: [['throw-ash', 1]],
      shipping: 599,
      promised: { hoursAgo: days(4), kind: 'estimated' },
      parcels: [
        {
          scans: [
            [days(10), 'label_created'],
            [days(9), 'accepted', 'Portland'],
            [22, 'in_transit', 'Salem'],
          ],
        },
      ],
    },
    lostBySilence: {
      reference: 'LK-1010',
      shopper: 'ben',
      placed: days(18),
      lines: [['skillet-10', 1]],
      shipping: 599,
      promised: { hoursAgo: days(9), kind: 'estimated' },
      parcels: [
        {
          scans: [
            [days(16), 'label_created'],
            [days(15), 'accepted', 'Portland'],
            [days(12), 'in_transit', 'Olympia'],
          ],
        },
      ],
    },
    cancelable: {
      reference: 'LK-1011',
      shopper: 'ava',
      placed: 2,
      lines: [
        ['lamp-black', 1],
        ['mug-white', 2],
      ],
      promised: { hoursAgo: -days(5), kind: 'estimated' },
    },
    broken: {
      reference: 'LK-1041',
      shopper: 'ava',
      placed: days(9),
      lines: [['blender-1l', 1]],
      promised: { hoursAgo: days(3), kind: 'estimated' },
      parcels: [{ carrier: 'Cascade Parcel', scans: delivered(days(3) + 4, 'Portland') }],
    },
    notAsDescribed: {
      reference: 'LK-1042',
      shopper: 'ben',
      placed: days(10),
      lines: [['blender-1l', 1]],
      parcels: [{ scans: delivered(days(4), 'Tacoma') }],
    },
    notWorking: {
      reference: 'LK-1043',
      shopper: 'chloe',
      placed: days(12),
      lines: [['blender-mini', 1]],
      parcels: [{ scans: delivered(days(6), 'Eugene') }],
    },
    addressChangeable: { reference: 'LK-1012', shopper: 'chloe', placed: 5, lines: [['mug-moss', 4]], shipping: 599 },
    variantChangeable: { reference: 'LK-1013', shopper: 'ava', placed: 6, lines: [['jacket-m', 1]] },
    paymentChangeable: { reference: 'LK-1014', shopper: 'ben', placed: 3, lines: [['duvet-queen', 1]] },
    marketplaceNew: { reference: 'LK-1015', shopper: 'ava', placed: 0.2, lines: [['board-walnut', 1]], shipping: 700 },
    marketplaceMissing: {
      reference: 'LK-1016',
      shopper: 'chloe',
      placed: days(10),
      lines: [['planter-large', 1]],
      shipping: 900,
      parcels: [{ carrier: 'Federal Post', scans: delivered(days(2), 'Eugene') }],
    },
    highValue: {
      reference: 'LK-1017',
      shopper: 'ivy',
      placed: days(6),
      lines: [['camera-body', 1]],
      parcels: [{ scans: delivered(31, 'Bend') }],
    },
    serialClaimant: {
      reference: 'LK-1018',
      shopper: 'diego',
      placed: days(6),
      lines: [
        ['mug-white', 1],
        ['skillet-10', 1],
      ],
      parcels: [{ scans: delivered(29, 'Boise') }],
    },
    gift: {
      reference: 'LK-1019',
      shopper: 'grace',
      placed: days(7),
      lines: [['candles-6', 2]],
      parcels: [{ carrier: 'Federal Post', scans: delivered(36, 'Salem') }],
      more: { gift: { code: 'GIFT-7Q2M' }, shippingAddress: addresses.hana },
    },
    splitTender: {
      reference: 'LK-1020',
      shopper: 'chloe',
      placed: days(11),
      lines: [['throw-ash', 1]],
      parcels: [{ scans: delivered(days(4), 'Eugene') }],
      more: {
        tenders: [
          {
            reference: 'LK-1020-gift',
            kind: 'gift_card',
            label: 'Gift card ending 3006',
            captured: 3000,
            capturedAt: at(days(11)),
            paymentMethod: 'chloe-gift',
          },
          {
            reference: 'LK-1020-card',
            kind: 'card',
            label: 'Visa ending 1881',
            captured: 5900,
            capturedAt: at(days(11)),
            fingerprint: 'fp-chloe-visa',
            paymentMethod: 'chloe-visa',
          },
        ],
      },
    },
    secondLoss: {
      reference: 'LK-1021',
      shopper: 'farid',
      placed: days(5),
      lines: [['skillet-10', 1]],
      parcels: [{ carrier: 'Federal Post', scans: delivered(25, 'Seattle') }],
    },
    firstLoss: {
      reference: 'LK-1022',
      shopper: 'grace',
      placed: days(9),
      lines: [['mug-moss', 2]],
      parcels: [{ carrier: 'Federal Post', scans: delivered(days(4), 'Seattle') }],
    },
    multiQuantity: {
      reference: 'LK-1023',
      shopper: 'ben',
      placed: days(6),
      lines: [['mug-white', 4]],
      shipping: 599,
      promised: { hoursAgo: -days(1), kind: 'estimated' },
      parcels: [
        { lines: [['mug-white', 2]], scans: delivered(27, 'Tacoma') },
        {
          lines: [['mug-white', 2]],
          scans: [
            [days(3), 'label_created'],
            [days(2), 'accepted', 'Portland'],
            [23, 'in_transit', 'Olympia'],
          ],
        },
      ],
    },
    onTheWay: {
      reference: 'LK-1024',
      shopper: 'ava',
      placed: days(3),
      lines: [['candles-6', 1]],
      promised: { hoursAgo: -days(2), kind: 'estimated' },
      parcels: [
        {
          carrier: 'Federal Post',
          scans: [
            [days(2), 'label_created'],
            [30, 'accepted', 'Portland'],
          ],
        },
      ],
    },
    provedTwice: {
      reference: 'LK-1025',
      shopper: 'ivy',
      placed: days(8),
      lines: [['duvet-king', 1]],
      parcels: [
        {
          carrier: 'Cascade Parcel',
          scans: delivered(days(2), 'Bend', {
            gps: { ...atIvysDoor, accuracyMeters: 6, at: at(days(2)), atDepot: false },
            batchSizeWithin60s: 1,
            leftAt: 'front door',
            ...photo(photos.rightPlace, 'right_place'),
          }),
        },
      ],
    },
    wrongSize: {
      reference: 'LK-1044',
      shopper: 'ava',
      placed: days(8),
      lines: [['shirt-m', 1]],
      parcels: [{ carrier: 'Cascade Parcel', scans: delivered(days(2), 'Portland') }],
    },
    stockUnknown: {
      reference: 'LK-1026',
      shopper: 'chloe',
      placed: days(7),
      lines: [['candles-6', 1]],
      parcels: [{ carrier: 'Federal Post', scans: delivered(33, 'Eugene') }],
    },
    european: {
      reference: 'LK-1027',
      shopper: 'emma',
      placed: days(14),
      lines: [['throw-ash', 1]],
      parcels: [{ carrier: 'Linden Paket', scans: delivered(50, 'Berlin') }],
      more: { currency: 'EUR', taxIncluded: true, promised: { deliverBy: at(days(1)), kind: 'estimated' } },
    },
    refundedBefore: {
      reference: 'LK-1028',
      shopper: 'grace',
      placed: days(25),
      lines: [
        ['skillet-10', 1],
        ['mug-white', 1],
      ],
      parcels: [{ scans: delivered(days(20), 'Seattle') }],
      more: { refunds: [{ reference: 'LK-1028-r1', at: at(days(18)), amount: 1000 }] },
    },
    readyForPickup: {
      reference: 'LK-1029',
      shopper: 'farid',
      placed: days(4),
      lines: [['jacket-l', 1]],
      parcels: [
        {
          carrier: 'Cascade Parcel',
          scans: [
            [days(3), 'label_created'],
            [days(2), 'accepted', 'Portland'],
            [19, 'ready_for_pickup', 'Seattle'],
          ],
        },
      ],
    },
    notTracked: {
      reference: 'LK-1030',
      shopper: 'emma',
      placed: days(20),
      lines: [['mug-white', 2]],
      parcels: [{ scans: [] }],
      more: { currency: 'EUR', taxIncluded: true },
    },
  } satisfies Record<string, Story>
}

export type StoryName = keyof ReturnType<typeof stories>

/** What good customers bought before, delivered long ago and without trouble. */
export function olderOrders(): Story[] {
  const bought: [shopper: Shopper, count: number, variants: string[]][] = [
    ['ava', 12, ['mug-white', 'throw-ash', 'lamp-black', 'candles-6', 'skillet-10']],
    ['ivy', 11, ['duvet-queen', 'mug-moss', 'jacket-l', 'board-walnut']],
    ['chloe', 4, ['mug-moss', 'candles-6']],
    ['farid', 3, ['mug-white', 'lamp-brass']],
    ['grace', 3, ['candles-6', 'mug-moss']],
    ['diego', 4, ['mug-white', 'skillet-10']],
  ]
  return bought.flatMap(([shopper, count, variants], first) =>
    Array.from({ length: count }, (_, index) => {
      const from = shoppers[shopper].sinceDays - 10
      const placed = days(Math.round(45 + ((from - 45) * (count - index)) / count))
      const chosen = variants[index % variants.length] as string
      return {
        reference: `LK-0${first + 1}${String(index + 1).padStart(2, '0')}`,
        shopper,
        placed,
        lines: [[chosen, 1 + (index % 2)]],
        parcels: [{ scans: delivered(placed - days(4), addresses[shopper].city) }],
      } satisfies Story
    }),
  )
}

/** A story as rows of imports. */
export function rowsOf(
  now: Date,
  story: Story,
): { order: Row<'orders'>; shipments: Row<'shipments'>[]; scans: Row<'scans'>[] } {
  const at = (hoursAgo: number) => new Date(now.getTime() - hoursAgo * 3_600_000).toISOString()
  const { reference, shopper, placed, shipping = 0, promised, parcels = [], more = {} } = story
  const items = story.lines.map(([chosen, quantity]) => itemOf(chosen, quantity))
  const total = items.reduce((sum, item) => sum + Number(item.unitPrice) * item.quantity, shipping)
  const [method] = shoppers[shopper].methods ?? []
  if (!method) throw new Error(`${shopper} has nothing to pay with.`)
  const order: Row<'orders'> = {
    reference,
    placedAt: at(placed),
    currency: 'USD',
    taxIncluded: false,
    customer: shopper,
    shippingAddress: addresses[shopper],
    items,
    ...(shipping > 0 ? { shipping: { price: shipping, service: 'Standard' } } : {}),
    tenders: [
      {
        reference: `${reference}-pay`,
        kind: method.kind,
        label: method.label ?? '',
        captured: total,
        capturedAt: at(placed),
        paymentMethod: method.reference,
        ...(method.fingerprint ? { fingerprint: method.fingerprint } : {}),
      },
    ],
    ...(promised ? { promised: { deliverBy: at(promised.hoursAgo), kind: promised.kind } } : {}),
    ...(parcels.length > 0 ? { dispatchStartedAt: at(Math.max(placed - 20, placed / 2)) } : {}),
    channel: 'web',
    ...more,
  }
  const made = parcels.map((parcel, index) => parcelRows(at, story, parcel, `${reference}-P${index + 1}`))
  return { order, shipments: made.map((each) => each.shipment), scans: made.flatMap((each) => each.scans) }
}

function itemOf(chosen: string, quantity: number): Row<'orders'>['items'][number] {
  const { product, title, price, category, options, seller } = variant(chosen)
  return {
    reference: chosen,
    sku: chosen.toUpperCase(),
    product,
    variant: chosen,
    title,
    options,
    quantity,
    unitPrice: price,
    category,
    ...(seller ? { seller: { reference: seller }, commission: { rate: 0.12 } } : {}),
  }
}

function parcelRows(at: (hoursAgo: number) => string, story: Story, parcel: Parcel, reference: string) {
  const first = parcel.scans[0]?.[0] ?? story.placed - 24
  const country = addresses[story.shopper].country
  const shipment: Row<'shipments'> = {
    reference,
    order: story.reference,
    shippedAt: at(first),
    carrier: parcel.carrier ?? 'Harbor Express',
    // Untracked mail has no number to follow.
    ...(parcel.scans.length > 0 ? { trackingNumber: `T${reference.replaceAll(/\D/g, '')}9` } : {}),
    ...(parcel.lines ? { items: parcel.lines.map(([item, quantity]) => ({ item, quantity })) } : {}),
  }
  const scans = parcel.scans.map(
    ([hoursAgo, status, city, proof]): Row<'scans'> => ({
      shipment: reference,
      at: at(hoursAgo),
      status,
      ...(city ? { place: { city, country: city === 'Berlin' ? country : 'US' } } : {}),
      ...(proof ? { proof } : {}),
    }),
  )
  return { shipment, scans }
}
