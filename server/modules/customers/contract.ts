import { contract } from '#platform/contract/contract'
import { Country, Email, Instant, TimeZone } from '#platform/contract/shapes'
import * as z from 'zod'

/** A postal address as on an order. `geo.tier` says how the point was found; without it distances have no weight. */
export const Address = z
  .strictObject({
    name: z.string().trim().max(200).optional(),
    line1: z.string().trim().min(1).max(200),
    line2: z.string().trim().max(200).optional(),
    city: z.string().trim().min(1).max(120),
    region: z.string().trim().max(120).optional(),
    postalCode: z.string().trim().max(20).default(''),
    country: Country,
    geo: z
      .strictObject({
        lat: z.number(),
        lng: z.number(),
        tier: z.enum(['rooftop', 'parcel', 'interpolated', 'street', 'postcode']).optional(),
        rural: z.boolean().optional(),
      })
      .optional(),
  })
  .meta({ id: 'Address' })
export type Address = z.infer<typeof Address>

export const PaymentMethodKind = z.enum(['card', 'paypal', 'gift_card', 'store_credit', 'bank', 'other'])

export const PaymentMethod = z
  .object({
    id: z.string(),
    reference: z.string(),
    kind: PaymentMethodKind,
    label: z.string(),
    balance: z.object({ amountMinor: z.int(), currency: z.string() }).optional(),
  })
  .meta({ id: 'PaymentMethod' })
export type PaymentMethod = z.infer<typeof PaymentMethod>

/** The signed-in shopper, or the guest of one order. */
export const Me = z
  .object({
    kind: z.enum(['shopper', 'guest']),
    id: z.string(),
    name: z.string(),
    email: z.string().nullable(),
    phone: z.string().nullable(),
    phoneShown: z.string().nullable().meta({ description: 'As people in the store’s country write it.' }),
    locale: z.string().nullable(),
    timeZone: z.string().nullable(),
    addresses: z.array(Address.extend({ id: z.string() })),
    paymentMethods: z.array(PaymentMethod),
    storeCredit: z.array(z.object({ amountMinor: z.int(), currency: z.string() })),
    orderId: z.string().optional().meta({ description: 'For a guest: the one order they may see.' }),
    hasPassword: z.boolean(),
  })
  .meta({ id: 'Me' })
export type Me = z.infer<typeof Me>

export const CustomerInput = z.strictObject({
  reference: z.string().trim().min(1).max(200),
  email: Email.optional(),
  emailVerified: z.boolean().optional().meta({ description: 'True by default: the storefront proved the address.' }),
  name: z.string().trim().max(200).default(''),
  phone: z.string().trim().max(40).optional(),
  locale: z.string().max(35).optional(),
  timeZone: TimeZone.optional(),
  tier: z.string().max(60).optional().meta({ description: 'Membership tier; policy keys may differ by it.' }),
  addresses: z.array(Address).max(50).default([]),
  paymentMethods: z
    .array(
      z.strictObject({
        reference: z.string().min(1).max(200),
        kind: PaymentMethodKind,
        label: z.string().max(120).default(''),
        balance: z.union([z.int().min(0), z.object({ amountMinor: z.int().min(0), currency: z.string() })]).optional(),
        fingerprint: z.string().max(200).optional(),
      }),
    )
    .max(50)
    .default([]),
  createdAt: Instant.optional(),
})
export type CustomerInput = z.infer<typeof CustomerInput>

export const Session = z.object({
  id: z.string(),
  createdAt: z.string(),
  lastSeenAt: z.string().nullable(),
  device: z.string(),
  current: z.boolean(),
})

export const customers = contract({
  'GET /me': { summary: 'The signed-in shopper', input: z.strictObject({}), output: Me },
  'PUT /me': {
    summary: 'Change name, phone, language or zone',
    input: z.strictObject({
      name: z.string().trim().max(200).optional(),
      phone: z.string().trim().max(40).nullable().optional(),
      locale: z.string().max(35).optional(),
      timeZone: TimeZone.optional(),
    }),
    output: Me,
  },
  'PUT /me/addresses': {
    summary: 'Replace the address book; orders already placed keep theirs',
    input: z.strictObject({ addresses: z.array(Address).max(50) }),
    output: Me,
  },
  'GET /me/sessions': {
    summary: 'Devices that are signed in',
    input: z.strictObject({}),
    output: z.object({ data: z.array(Session) }),
  },
  'DELETE /me/sessions/:id': {
    summary: 'Sign one device out',
    input: z.strictObject({ id: z.string() }),
    output: z.object({ done: z.literal(true) }),
  },
  'PUT /me/password': {
    summary: 'Set or change the password; other sessions end',
    input: z.strictObject({ current: z.string().max(200).optional(), password: z.string().max(200) }),
    output: z.object({ done: z.literal(true) }),
    refusals: ['password_too_short', 'password_breached', 'password_wrong', 'store_login'],
  },
  'POST /sign-in/codes': {
    summary: 'Send a one-time code. The answer is the same whether or not the address is known',
    input: z.strictObject({ email: Email }),
    output: z.object({ sent: z.literal(true), expiresInMinutes: z.int() }),
    refusals: ['store_login'],
    public: true,
  },
  'POST /sign-in': {
    summary: 'Sign in with a code or a password; sets the session cookie',
    input: z.strictObject({
      email: Email,
      code: z.string().max(12).optional(),
      password: z.string().max(200).optional(),
    }),
    output: Me,
    refusals: ['code_wrong', 'code_expired', 'sign_in_failed', 'too_many_tries', 'store_login'],
    public: true,
  },
  'POST /sign-out': {
    summary: 'End this session',
    input: z.strictObject({}),
    output: z.object({ done: z.literal(true) }),
    public: true,
  },
  'POST /guest-access/codes': {
    summary:
      'Send a one-time code to the address on the order. The answer is the same whether or not the order is known',
    input: z.strictObject({ order: z.string().trim().min(1).max(100) }),
    output: z.object({ sent: z.literal(true), expiresInMinutes: z.int() }),
    public: true,
  },
  'POST /guest-access': {
    summary: 'Open one order with its number and the code that was mailed',
    input: z.strictObject({ order: z.string().trim().min(1).max(100), code: z.string().trim().max(12) }),
    output: Me,
    refusals: ['code_wrong', 'code_expired', 'too_many_tries'],
    public: true,
  },
  'POST /guest-access/link': {
    summary: 'Open one order by the link in a mail to the shopper’s own address',
    input: z.strictObject({ link: z.string().max(400) }),
    output: Me,
    refusals: ['link_over', 'too_many_tries'],
    public: true,
  },
})
