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
  network: z.string().nullable().meta({ description: 'The beginning of its network address.' }),
  place: z.string().nullable().meta({ description: 'City and country, where a proxy in front tells them.' }),
  current: z.boolean(),
})

/** How somebody who is signed in may prove again that it is them. */
export const WayToProve = z.enum(['password', 'code', 'passkey', 'authenticator'])

/** What happened on an account. */
export const AccountEventKind = z.enum([
  'signed_in',
  'signed_out_elsewhere',
  'signed_out_by_store',
  'password_changed',
  'password_reset',
  'email_changed',
  'phone_changed',
  'passkey_added',
  'passkey_removed',
  'second_factor_on',
  'second_factor_off',
  'recovery_codes_renewed',
  'recovery_code_used',
  'taken_back',
])
export type AccountEventKind = z.infer<typeof AccountEventKind>

export const Passkey = z.object({
  id: z.string(),
  name: z.string(),
  createdAt: z.string(),
  lastUsedAt: z.string().nullable(),
  synced: z.boolean().meta({ description: 'Kept by a password manager, and so on more than one device.' }),
})

/** Everything of Login & Security on one screen. */
export const Security = z
  .object({
    email: z.string().nullable(),
    hasPassword: z.boolean(),
    passkeys: z.array(Passkey),
    secondFactor: z.object({ on: z.boolean(), recoveryCodesLeft: z.int() }),
    proof: z
      .object({ fresh: z.boolean(), ways: z.array(WayToProve) })
      .meta({ description: 'Whether changes are open now, and what opens them otherwise.' }),
    events: z.array(
      z.object({
        id: z.string(),
        kind: AccountEventKind,
        at: z.string(),
        device: z.string().nullable(),
        network: z.string().nullable(),
        place: z.string().nullable(),
        detail: z.string().nullable(),
      }),
    ),
    contactChangedAt: z.string().nullable().meta({ description: 'Last change of e-mail, phone or password.' }),
    heldUntil: z
      .string()
      .nullable()
      .meta({ description: 'Until then money goes only where it came from; null where nothing changed lately.' }),
    undoHours: z.number().meta({ description: 'For how long the owner of the address before can take a change back.' }),
    store: z.object({ url: z.string().nullable() }).nullable().meta({
      description:
        'Where the store’s own login is looked after, where shoppers use that; nothing is changed here then.',
    }),
  })
  .meta({ id: 'Security' })

// What a browser's passkey API answers; what is in it is checked by its signature.
const Base64 = z.string().max(20_000)
const PasskeyAnswer = z.strictObject({
  id: z.string().max(2_000),
  rawId: z.string().max(2_000),
  type: z.literal('public-key'),
  authenticatorAttachment: z.enum(['platform', 'cross-platform']).optional(),
  clientExtensionResults: z.record(z.string(), z.unknown()),
})
export const PasskeyAssertion = PasskeyAnswer.extend({
  response: z.strictObject({
    clientDataJSON: Base64,
    authenticatorData: Base64,
    signature: Base64,
    userHandle: Base64.optional(),
  }),
})
export type PasskeyAssertion = z.infer<typeof PasskeyAssertion>
export const PasskeyAttestation = PasskeyAnswer.extend({
  response: z.strictObject({
    clientDataJSON: Base64,
    attestationObject: Base64,
    authenticatorData: Base64.optional(),
    transports: z.array(z.string().max(40)).max(10).optional(),
    publicKeyAlgorithm: z.int().optional(),
    publicKey: Base64.optional(),
  }),
})
export type PasskeyAttestation = z.infer<typeof PasskeyAttestation>
const PasskeyOptions = z.looseObject({ challenge: z.string() })
const Done = z.object({ done: z.literal(true) })
const RecoveryCodes = z.object({ recoveryCodes: z.array(z.string()) })

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
    refusals: ['proof_needed', 'store_login'],
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
  'DELETE /me/sessions': {
    summary: 'Sign out everywhere else',
    input: z.strictObject({}),
    output: z.object({ ended: z.int() }),
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
    refusals: ['code_wrong', 'code_expired', 'sign_in_failed', 'too_many_tries', 'second_step_needed', 'store_login'],
    public: true,
  },
  'POST /sign-in/second-step': {
    summary: 'Second step of a sign-in: a code of the authenticator app, a recovery code, or the code that was mailed',
    input: z.strictObject({ code: z.string().trim().max(20) }),
    output: Me,
    refusals: ['code_wrong', 'code_expired', 'too_many_tries', 'sign_in_over'],
    public: true,
  },
  'POST /sign-in/passkey-options': {
    summary: 'What a browser needs to sign in with a passkey',
    input: z.strictObject({}),
    output: PasskeyOptions,
    refusals: ['store_login'],
    public: true,
  },
  'POST /sign-in/passkey': {
    summary: 'Sign in with a passkey; it counts as both steps',
    input: z.strictObject({ passkey: PasskeyAssertion }),
    output: Me,
    refusals: ['passkey_failed', 'too_many_tries', 'store_login'],
    public: true,
  },
  'POST /forgot-password': {
    summary: 'Mail a link to set a new password. The answer is the same whether or not the address is known',
    input: z.strictObject({ email: Email }),
    output: z.object({ sent: z.literal(true), expiresInMinutes: z.int() }),
    refusals: ['store_login'],
    public: true,
  },
  'GET /mailed-link': {
    summary: 'What the link that was opened from a mail is for; it is in a cookie since then',
    input: z.strictObject({}),
    output: z.object({ purpose: z.enum(['password_reset', 'undo']), email: z.string() }),
    public: true,
  },
  'POST /password-reset': {
    summary: 'Set a new password with the mailed link. Other sessions end, and this browser is signed in',
    input: z.strictObject({ token: z.string().max(200).optional(), password: z.string().max(200) }),
    output: z.object({ next: z.enum(['done', 'authenticator']) }),
    refusals: ['link_over', 'password_too_short', 'password_breached', 'too_many_tries', 'store_login'],
    public: true,
  },
  'POST /account-undo': {
    summary: 'That was not me: takes back what was changed since, ends all sessions, and lets a new password be set',
    input: z.strictObject({ token: z.string().max(200).optional() }),
    output: z.object({ next: z.literal('password_reset') }),
    refusals: ['link_over', 'too_many_tries'],
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

/** What a shopper does to look after their own sign-in. */
export const loginAndSecurity = contract({
  'GET /me/security': { summary: 'Login and security', input: z.strictObject({}), output: Security },
  'POST /me/proof/codes': {
    summary: 'Mail a code with which to prove that it is still them',
    input: z.strictObject({}),
    output: z.object({ sent: z.literal(true), expiresInMinutes: z.int() }),
    refusals: [],
  },
  'POST /me/proof/passkey-options': {
    summary: 'What a browser needs to prove it with a passkey',
    input: z.strictObject({}),
    output: PasskeyOptions,
    refusals: [],
  },
  'POST /me/proof': {
    summary: 'Prove that it is still them; opens changes of the sign-in for a while',
    input: z.strictObject({
      password: z.string().max(200).optional(),
      code: z.string().max(20).optional().meta({ description: 'From the mail, or from the authenticator app.' }),
      passkey: PasskeyAssertion.optional(),
    }),
    output: Done,
    refusals: ['proof_wrong', 'too_many_tries'],
  },
  'POST /me/email': {
    summary: 'Begin to change the e-mail address: a code goes to the new one',
    input: z.strictObject({ email: Email }),
    output: z.object({ change: z.string(), expiresInMinutes: z.int() }),
    refusals: ['proof_needed', 'store_login', 'email_same'],
  },
  'POST /me/email/confirmation': {
    summary: 'Change the e-mail address with the code that came to the new one',
    input: z.strictObject({ change: z.string().max(60), code: z.string().max(12) }),
    output: Me,
    refusals: ['proof_needed', 'store_login', 'code_wrong', 'code_expired', 'too_many_tries', 'email_taken'],
  },
  'POST /me/passkeys/options': {
    summary: 'What a browser needs to make a passkey',
    input: z.strictObject({}),
    output: PasskeyOptions,
    refusals: ['proof_needed', 'store_login', 'too_many_passkeys'],
  },
  'POST /me/passkeys': {
    summary: 'Keep a passkey that was just made',
    input: z.strictObject({ name: z.string().trim().max(60), passkey: PasskeyAttestation }),
    output: Passkey,
    refusals: ['proof_needed', 'store_login', 'too_many_passkeys', 'passkey_failed'],
  },
  'PUT /me/passkeys/:id': {
    summary: 'Give a passkey another name',
    input: z.strictObject({ id: z.string(), name: z.string().trim().min(1).max(60) }),
    output: Done,
  },
  'DELETE /me/passkeys/:id': {
    summary: 'Remove a passkey',
    input: z.strictObject({ id: z.string() }),
    output: Done,
    refusals: ['proof_needed', 'store_login'],
  },
  'POST /me/second-factor': {
    summary: 'Begin to enroll an authenticator app: its secret and QR code, shown once',
    input: z.strictObject({}),
    output: z.object({ secret: z.string(), uri: z.string(), qrSvg: z.string() }),
    refusals: ['proof_needed', 'store_login', 'second_factor_on'],
  },
  'POST /me/second-factor/confirmation': {
    summary: 'Confirm the app with its first code; answers the recovery codes, shown once',
    input: z.strictObject({ code: z.string().max(12) }),
    output: RecoveryCodes,
    refusals: ['proof_needed', 'store_login', 'code_wrong', 'too_many_tries', 'second_factor_on'],
  },
  'POST /me/second-factor/recovery-codes': {
    summary: 'New recovery codes in place of all older ones',
    input: z.strictObject({}),
    output: RecoveryCodes,
    refusals: ['proof_needed', 'store_login', 'second_factor_off'],
  },
  'DELETE /me/second-factor': {
    summary: 'Switch the authenticator app off',
    input: z.strictObject({}),
    output: Done,
    refusals: ['proof_needed', 'store_login'],
  },
})
