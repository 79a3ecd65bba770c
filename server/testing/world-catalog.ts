import type { InputOf } from '#platform/contract/contract'
import type { importRows } from '#contract/connections'
import type { SellerRole, StaffRole } from '#platform/auth/actor'

export type Row<K extends keyof typeof importRows> = InputOf<(typeof importRows)[K]>

/** The store of the named world: a household store in Portland that also lets two small makers sell. */
export const store = {
  name: 'Larkspur Home',
  legalName: 'Larkspur Home LLC',
  country: 'US',
  currency: 'USD',
  timeZone: 'America/Los_Angeles',
  supportEmail: 'help@larkspur.test',
  marketplace: true,
  demonstration: true,
}

export const sellers: Row<'sellers'>[] = [
  { reference: 'northwind', name: 'Northwind Ceramics', email: 'studio@northwind.test' },
  { reference: 'juniper', name: 'Juniper Goods', email: 'hello@juniper.test' },
]

/** Who acts for the sellers. */
export const sellerPeople: {
  reference: string
  seller: string
  name: string
  email: string
  role: SellerRole
  words: string
}[] = [
  {
    reference: 'nora',
    seller: 'northwind',
    name: 'Nora Lind',
    email: 'nora@northwind.test',
    role: 'owner',
    words: 'Owns Northwind Ceramics, and decides who is in its team',
  },
  {
    reference: 'milo',
    seller: 'northwind',
    name: 'Milo Park',
    email: 'milo@northwind.test',
    role: 'member',
    words: 'Packs and answers for Northwind Ceramics',
  },
  {
    reference: 'june',
    seller: 'juniper',
    name: 'June Abbott',
    email: 'june@juniper.test',
    role: 'owner',
    words: 'Owns Juniper Goods, candles and nothing else',
  },
]

export const staff: { reference: string; name: string; email: string; role: StaffRole; words: string }[] = [
  {
    reference: 'sam',
    name: 'Sam Okafor',
    email: 'sam@larkspur.test',
    role: 'associate',
    words: 'Answers shoppers; may give up to $25 beyond the rules',
  },
  {
    reference: 'ines',
    name: 'Ines Duarte',
    email: 'ines@larkspur.test',
    role: 'senior',
    words: 'Answers shoppers; may give up to $100 beyond the rules',
  },
  {
    reference: 'priya',
    name: 'Priya Raman',
    email: 'priya@larkspur.test',
    role: 'lead',
    words: 'Leads the team, decides what is hard, approves what others ask for',
  },
  {
    reference: 'tom',
    name: 'Tom Albrecht',
    email: 'tom@larkspur.test',
    role: 'supervisor',
    words: 'Sets the rules and watches what they do',
  },
  {
    reference: 'maya',
    name: 'Maya Lindqvist',
    email: 'maya@larkspur.test',
    role: 'administrator',
    words: 'Runs the store’s Makeright: people, keys, connections',
  },
]

/** Where people live, with how well the point is known. Streets are invented. */
export const addresses = {
  ava: address('Ava Moore', '418 Alder Street', 'Portland', 'OR', '97205', {
    lat: 45.5189,
    lng: -122.675,
    tier: 'rooftop',
  }),
  ben: address('Ben Carter', '9 Harbor Court', 'Tacoma', 'WA', '98402', {
    lat: 47.2529,
    lng: -122.4443,
    tier: 'interpolated',
  }),
  chloe: address('Chloe Tran', '2210 Juniper Avenue', 'Eugene', 'OR', '97401', {
    lat: 44.0521,
    lng: -123.0868,
    tier: 'parcel',
  }),
  diego: address('Diego Ramos', '75 Mesa Road', 'Boise', 'ID', '83702'),
  emma: { ...address('Emma Schulz', 'Lindenweg 12', 'Berlin', undefined, '10115'), country: 'DE' },
  farid: address('Farid Haddad', '77 Quincy Lane', 'Seattle', 'WA', '98109', undefined, 'Apt 3'),
  grace: address('Grace Kim', '77 Quincy Lane', 'Seattle', 'WA', '98109', undefined, 'Apt 3'),
  ivy: address('Ivy Walker', '1 Summit Terrace', 'Bend', 'OR', '97701', {
    lat: 44.0582,
    lng: -121.3153,
    tier: 'rooftop',
  }),
  hana: address('Hana Sato', '640 Willow Street', 'Salem', 'OR', '97301'),
}

function address(
  name: string,
  line1: string,
  city: string,
  region: string | undefined,
  postalCode: string,
  geo?: { lat: number; lng: number; tier: 'rooftop' | 'parcel' | 'interpolated' },
  line2?: string,
) {
  return {
    name,
    line1,
    ...(line2 ? { line2 } : {}),
    city,
    ...(region ? { region } : {}),
    postalCode,
    country: 'US',
    ...(geo ? { geo } : {}),
  }
}

export type Shopper = Exclude<keyof typeof addresses, 'hana'>

/** Who shops here. `sinceDays`: how long ago the account began. */
export const shoppers: Record<
  Shopper,
  { name: string; sinceDays: number; words: string; methods: Row<'customers'>['paymentMethods'] }
> = {
  ava: {
    name: 'Ava Moore',
    sinceDays: 1150,
    words: 'Good customer for three years. Her lamp says delivered, but the driver was 1.2 km away',
    methods: [
      card('ava-visa', 'Visa ending 4242'),
      { reference: 'ava-gift', kind: 'gift_card', label: 'Gift card ending 8812', balance: 7500 },
    ],
  },
  ben: {
    name: 'Ben Carter',
    sinceDays: 24,
    words: 'New here. Mugs: two came, two are still on their way; one parcel has not moved for twelve days',
    methods: [
      card('ben-mastercard', 'Mastercard ending 5454'),
      { reference: 'ben-gift', kind: 'gift_card', label: 'Gift card ending 1207', balance: 20000 },
    ],
  },
  chloe: {
    name: 'Chloe Tran',
    sinceDays: 420,
    words: 'Somebody else signed for her duvet, a photo shows another door, and one parcel is late',
    methods: [
      card('chloe-visa', 'Visa ending 1881'),
      { reference: 'chloe-gift', kind: 'gift_card', label: 'Gift card ending 3006', balance: 0 },
    ],
  },
  diego: {
    name: 'Diego Ramos',
    sinceDays: 300,
    words: 'His third parcel in two months that he says never came',
    methods: [card('diego-visa', 'Visa ending 7700')],
  },
  emma: {
    name: 'Emma Schulz',
    sinceDays: 90,
    words: 'Lives in Berlin, where the law has more to say',
    methods: [{ reference: 'emma-paypal', kind: 'paypal', label: 'PayPal' }],
  },
  farid: {
    name: 'Farid Haddad',
    sinceDays: 510,
    words: 'Lives where a parcel went missing before, and has another one waiting in a locker',
    methods: [card('farid-amex', 'Amex ending 0005')],
  },
  grace: {
    name: 'Grace Kim',
    sinceDays: 640,
    words: 'Shares the flat with Farid. Her parcel went missing first; she also sent a gift',
    methods: [{ reference: 'grace-paypal', kind: 'paypal', label: 'PayPal' }],
  },
  ivy: {
    name: 'Ivy Walker',
    sinceDays: 800,
    words: 'Her $1,280 camera says delivered; nothing says where',
    methods: [card('ivy-visa', 'Visa ending 9010')],
  },
}

function card(reference: string, label: string) {
  return { reference, kind: 'card' as const, label, fingerprint: `fp-${reference}` }
}

/** Price of each variant in cents; `null` stock is unknown. */
const variants: Record<
  string,
  [
    product: string,
    title: string,
    price: number,
    stock: number | null,
    options: Record<string, string>,
    available?: boolean,
  ]
> = {
  'lamp-brass': ['lamp', 'Alder Desk Lamp', 4599, 24, { finish: 'brass' }],
  'lamp-black': ['lamp', 'Alder Desk Lamp', 4599, 11, { finish: 'black' }],
  'mug-white': ['mug', 'Stoneware Mug', 1400, 120, { color: 'white' }],
  'mug-moss': ['mug', 'Stoneware Mug', 1400, 64, { color: 'moss' }],
  'duvet-queen': ['duvet', 'Linen Duvet Cover', 12900, 9, { size: 'queen' }],
  'duvet-king': ['duvet', 'Linen Duvet Cover', 14900, 4, { size: 'king' }],
  'skillet-10': ['skillet', 'Cast Iron Skillet', 3900, 8, { size: '10 in' }],
  'throw-ash': ['throw', 'Wool Throw', 8900, 3, { color: 'ash' }],
  'jacket-s': ['jacket', 'Rain Jacket', 11900, 0, { size: 'S' }, false],
  'jacket-m': ['jacket', 'Rain Jacket', 11900, 14, { size: 'M' }],
  'jacket-l': ['jacket', 'Rain Jacket', 11900, 6, { size: 'L' }],
  'shirt-s': ['shirt', 'Linen Shirt', 4599, 7, { size: 'S' }],
  'shirt-m': ['shirt', 'Linen Shirt', 4599, 12, { size: 'M' }],
  'shirt-l': ['shirt', 'Linen Shirt', 4599, 9, { size: 'L' }],
  'shirt-xl': ['shirt', 'Linen Shirt', 4999, 5, { size: 'XL' }],
  'camera-body': ['camera', 'Field Camera', 128000, 2, { kit: 'body' }],
  'espresso-steel': ['espresso', 'Espresso Machine', 34900, 0, { finish: 'steel' }],
  'candles-6': ['candles', 'Beeswax Candles', 2600, null, { count: '6' }],
  'planter-large': ['planter', 'Ceramic Planter', 5600, 5, { size: 'large' }],
  'blender-1l': ['blender', 'Kitchen Blender', 7900, 12, { size: '1 L' }],
  'blender-2l': ['blender', 'Kitchen Blender', 9900, 6, { size: '2 L' }],
  'blender-mini': ['blender', 'Kitchen Blender', 5900, 9, { size: '0.6 L' }],
  'board-walnut': ['board', 'Walnut Board', 4200, 7, { wood: 'walnut' }],
}

const categories: Record<string, string> = {
  lamp: 'lighting',
  mug: 'kitchen',
  duvet: 'bedding',
  skillet: 'kitchen',
  throw: 'bedding',
  jacket: 'clothing',
  shirt: 'clothing',
  camera: 'electronics',
  espresso: 'kitchen',
  candles: 'home',
  planter: 'garden',
  board: 'kitchen',
  blender: 'kitchen',
}

export const products: Row<'products'>[] = Object.entries(categories).map(([reference, category]) => {
  const own = Object.entries(variants).filter(([, [product]]) => product === reference)
  return {
    reference,
    category,
    title: own[0]?.[1][1] ?? reference,
    variants: own.map(([variant, [, title, price, stock, options, available = true]]) => ({
      reference: variant,
      sku: variant.toUpperCase(),
      title,
      price,
      currency: 'USD',
      stock,
      options,
      available,
    })),
  }
})

export interface CatalogVariant {
  reference: string
  product: string
  title: string
  price: number
  category: string
  options: Record<string, string>
  seller?: string
}

const soldBy: Record<string, string> = { planter: 'northwind', board: 'northwind', candles: 'juniper' }

/** What an order line needs to know of a variant. */
export function variant(reference: string): CatalogVariant {
  const found = variants[reference]
  if (!found) throw new Error(`The world has no variant "${reference}".`)
  const [product, title, price, , options] = found
  const seller = soldBy[product]
  return {
    reference,
    product,
    title,
    price,
    options,
    category: categories[product] ?? 'home',
    ...(seller ? { seller } : {}),
  }
}

export const places: Row<'places'>[] = [
  {
    reference: 'hub-portland',
    kind: 'depot',
    name: 'Cascade Parcel, Portland hub',
    geo: { lat: 45.5898, lng: -122.7511 },
  },
  {
    reference: 'hub-seattle',
    kind: 'depot',
    name: 'Cascade Parcel, Seattle hub',
    geo: { lat: 47.541, lng: -122.3188 },
  },
  {
    reference: 'returns-portland',
    kind: 'depot',
    name: 'Larkspur Home returns',
    address: placeAddress('Dock 4, 1200 Front Avenue', 'Portland', 'OR', '97209', 'Larkspur Home returns'),
    geo: { lat: 45.5402, lng: -122.6951 },
    accepts: ['returns_center'],
  },
  {
    reference: 'locker-pike',
    kind: 'locker',
    name: 'Locker at Pike Market',
    address: placeAddress('85 Pike Street', 'Seattle', 'WA', '98101'),
    geo: { lat: 47.6097, lng: -122.3425 },
    accepts: ['pickup', 'return'],
    openingHours: { 'mon-sun': 'open' },
    slots: { s: 6, m: 4, l: 2, xl: 1 },
  },
  {
    reference: 'locker-burnside',
    kind: 'locker',
    name: 'Locker on Burnside',
    address: placeAddress('610 Burnside Street', 'Portland', 'OR', '97209'),
    geo: { lat: 45.523, lng: -122.6765 },
    openingHours: { 'mon-sun': 'open' },
    slots: { s: 8, m: 4, l: 2 },
  },
  {
    reference: 'shop-pearl',
    kind: 'drop_off',
    name: 'Pearl Corner Shop',
    address: placeAddress('1120 Everett Street', 'Portland', 'OR', '97209'),
    geo: { lat: 45.5266, lng: -122.6836 },
    accepts: ['return'],
    openingHours: { 'mon-sat': '08:00-20:00', sun: 'closed', '2026-11-26': 'closed', '2026-12-25': 'closed' },
  },
  {
    reference: 'books-capitol-hill',
    kind: 'drop_off',
    name: 'Capitol Hill Books',
    address: placeAddress('1521 Tenth Avenue', 'Seattle', 'WA', '98122'),
    geo: { lat: 47.6147, lng: -122.3195 },
    openingHours: { 'mon-fri': '09:00-19:00', sat: '10:00-17:00', sun: 'closed', '2026-11-26': 'closed' },
  },
  {
    reference: 'store-hawthorne',
    kind: 'store',
    name: 'Larkspur Home, Hawthorne',
    address: placeAddress('3500 Hawthorne Boulevard', 'Portland', 'OR', '97214'),
    geo: { lat: 45.5121, lng: -122.6275 },
    openingHours: { 'mon-sat': '10:00-19:00', sun: '11:00-17:00', '2026-11-26': 'closed' },
  },
]

function placeAddress(line1: string, city: string, region: string, postalCode: string, name?: string) {
  return { ...(name ? { name } : {}), line1, city, region, postalCode, country: 'US' }
}
