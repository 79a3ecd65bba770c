import { StaffRole as Role } from '#contract/staff'
import { contract } from '#platform/contract/contract'
import * as z from 'zod'

const Address = z.url({ protocol: /^https?$/ }).max(500)
const Issuer = Address.meta({
  description: 'Exactly as the other side names itself, such as https://login.example.com.',
})
/** A path of ours to come back to, such as `/orders/ord_…`; anything else leads to the first page. */
const Then = z.string().max(2_000)

export const LinkAlgorithm = z.enum(['HS256', 'RS256', 'ES256', 'EdDSA'])

/** How shoppers sign in. Secrets are never part of it. */
export const ShopperLogin = z
  .object({
    kind: z.enum(['own', 'signed_link', 'oidc']),
    accountUrl: z.string().nullable(),
    source: z
      .string()
      .meta({ description: 'Whose customer references the subjects are, as in ref:<source>:<reference>.' }),
    issuer: z.string().nullable(),
    signInUrl: z.string().nullable(),
    algorithm: LinkAlgorithm.nullable(),
    publicKey: z.string().nullable(),
    jwksUrl: z.string().nullable(),
    keys: z.array(z.object({ id: z.string(), createdAt: z.string(), expiresAt: z.string().nullable() })),
    clientId: z.string().nullable(),
    hasClientSecret: z.boolean(),
    referenceClaim: z.string().nullable(),
    addresses: z
      .object({ link: z.string(), audience: z.string(), returnTo: z.string(), backChannel: z.string() })
      .meta({ description: 'What the other side is told of us.' }),
    version: z.int(),
  })
  .meta({ id: 'ShopperLogin' })
export type ShopperLogin = z.infer<typeof ShopperLogin>

/** How people who work here sign in at the company’s identity provider. Secrets are never part of it. */
export const StaffLogin = z
  .object({
    active: z.boolean(),
    label: z.string(),
    issuer: z.string(),
    clientId: z.string(),
    hasClientSecret: z.boolean(),
    domains: z.array(z.string()),
    trustsEmail: z.boolean(),
    roleClaim: z.string().nullable(),
    roles: z.record(z.string(), Role),
    acr: z.array(z.string()),
    amr: z.array(z.string()),
    passwords: z.boolean(),
    breakGlassId: z.string().nullable(),
    linked: z.array(z.object({ staffId: z.string(), name: z.string(), usedAt: z.string() })),
    addresses: z.object({ returnTo: z.string() }),
    version: z.int(),
  })
  .meta({ id: 'StaffLogin' })
export type StaffLogin = z.infer<typeof StaffLogin>

export const Logins = z.object({ shoppers: ShopperLogin, staff: StaffLogin }).meta({ id: 'Logins' })
export type Logins = z.infer<typeof Logins>

export const ShopperLoginInput = z.strictObject({
  kind: z.enum(['own', 'signed_link', 'oidc']),
  accountUrl: Address.nullable().optional(),
  source: z
    .string()
    .trim()
    .regex(/^[^:\s]{1,60}$/, 'use the name of the source that customers are imported under, such as import')
    .optional(),
  issuer: Issuer.nullable().optional(),
  signInUrl: Address.nullable().optional(),
  algorithm: LinkAlgorithm.nullable().optional(),
  publicKey: z.string().trim().max(5_000).nullable().optional().meta({ description: 'PEM, “BEGIN PUBLIC KEY”.' }),
  jwksUrl: Address.nullable().optional(),
  clientId: z.string().trim().min(1).max(300).nullable().optional(),
  clientSecret: z.string().trim().min(1).max(500).optional().meta({ description: 'Left out, the one before stays.' }),
  referenceClaim: z
    .string()
    .trim()
    .min(1)
    .max(100)
    .nullable()
    .optional()
    .meta({ description: 'The claim that holds your own customer reference; without it people are found by address.' }),
  version: z.int(),
})

export const StaffLoginInput = z.strictObject({
  active: z.boolean(),
  label: z.string().trim().min(1).max(60),
  issuer: Issuer,
  clientId: z.string().trim().min(1).max(300),
  clientSecret: z.string().trim().min(1).max(500).optional().meta({ description: 'Left out, the one before stays.' }),
  domains: z.array(z.hostname().max(253)).max(50).meta({ description: 'E-mail domains that may; none: any.' }),
  trustsEmail: z.boolean().meta({ description: 'Take addresses that the provider does not call verified.' }),
  roleClaim: z.string().trim().min(1).max(100).nullable(),
  roles: z.record(z.string().min(1).max(200), Role).refine((roles) => Object.keys(roles).length <= 100),
  acr: z.array(z.string().trim().min(1).max(200)).max(20),
  amr: z.array(z.string().trim().min(1).max(60)).max(20),
  passwords: z.boolean(),
  breakGlassId: z.string().max(100).nullable(),
  version: z.int(),
})

export const logins = contract({
  'GET /sign-in-options': {
    summary: 'How shoppers and people who work here sign in',
    input: z.strictObject({}),
    output: z.object({
      shoppers: z.object({ kind: z.enum(['own', 'signed_link', 'oidc']), accountUrl: z.string().nullable() }),
      staff: z.object({ singleSignOn: z.string().nullable(), passwords: z.boolean() }),
    }),
  },
  'POST /store-sign-ins': {
    summary: 'Where a shopper goes to sign in with their account at the store',
    input: z.strictObject({ then: Then.optional() }),
    output: z.object({ url: z.string() }),
    refusals: ['own_login', 'provider_away'],
    public: true,
  },
  'POST /store-sign-ins/link': {
    summary: 'Sign in by a link that the store signed; sets the session cookie',
    description:
      'JWT with sub, jti, iat, exp (at most five minutes later), aud, iss; email, email_verified and name where known. Opens once.',
    input: z.strictObject({ token: z.string().max(8_000), then: Then.optional() }),
    output: z.object({ then: z.string() }),
    refusals: ['link_invalid', 'link_over', 'address_unproved', 'too_many_tries', 'own_login'],
    public: true,
  },
  'GET /store-sign-ins/return': {
    summary: 'Where the store’s identity provider sends a shopper back to',
    input: z.looseObject({ state: z.string().max(200).optional() }),
    output: z.any(),
    public: false,
  },
  'GET /store-sign-ins/way-out': {
    summary: 'Where the shopper signs out of the store as well, where it offers that',
    input: z.strictObject({}),
    output: z.object({ url: z.string().nullable() }),
  },
  'POST /store-sign-ins/back-channel': {
    summary: 'The store’s identity provider says that somebody signed out there (OpenID Connect Back-Channel Logout)',
    input: z.strictObject({}),
    output: z.any(),
    body: 'stream',
    public: false,
  },
  'POST /staff/single-sign-on': {
    summary: 'Where a person who works here goes to sign in with the company’s account',
    input: z.strictObject({ then: Then.optional() }),
    output: z.object({ url: z.string() }),
    refusals: ['no_single_sign_on', 'provider_away'],
    public: true,
  },
  'GET /staff/single-sign-on/return': {
    summary: 'Where the company’s identity provider sends a person back to',
    input: z.looseObject({ state: z.string().max(200).optional() }),
    output: z.any(),
    public: false,
  },
  'GET /logins': { summary: 'How people sign in, for administrators', input: z.strictObject({}), output: Logins },
  'PUT /logins/shoppers': {
    summary: 'Change how shoppers sign in',
    input: ShopperLoginInput,
    output: ShopperLogin,
    refusals: ['changed_meanwhile', 'key_needed'],
  },
  'POST /logins/shoppers/keys': {
    summary: 'A new secret to sign links with, shown once; older ones end after a day',
    input: z.strictObject({}),
    output: z.object({ id: z.string(), secret: z.string() }),
    status: 201,
  },
  'PUT /logins/staff': {
    summary: 'Change how people who work here sign in',
    input: StaffLoginInput,
    output: StaffLogin,
    refusals: ['changed_meanwhile', 'try_it_first', 'emergency_person_needed'],
  },
  'DELETE /logins/staff/identities/:id': {
    summary: 'Forget which account at the provider a person uses; the next sign-in finds them by address',
    input: z.strictObject({ id: z.string() }),
    output: z.object({ done: z.literal(true) }),
  },
})
