import { contract } from '#platform/contract/contract'
import { AnyId, Email, page, PageQuery } from '#platform/contract/shapes'
import * as z from 'zod'

export const Seller = z
  .object({ id: z.string(), reference: z.string(), name: z.string(), state: z.enum(['active', 'suspended', 'closed']) })
  .meta({ id: 'Seller' })
export type Seller = z.infer<typeof Seller>

export const SellerInput = z.strictObject({
  reference: z.string().trim().min(1).max(200),
  name: z.string().trim().min(1).max(200),
  email: Email.optional(),
  state: z.enum(['active', 'suspended', 'closed']).default('active'),
})
export type SellerInput = z.infer<typeof SellerInput>

export const SellerDefect = z
  .object({
    id: z.string(),
    kind: z.string().meta({ description: 'What went wrong, such as `not_received` or `late`.' }),
    counts: z.boolean().meta({ description: 'Whether it counts against the seller; apart from who paid.' }),
    about: z.object({ kind: z.string(), id: z.string() }),
    at: z.string(),
    voidedAt: z.string().nullable().meta({ description: 'Taken back: it stays on record and counts no more.' }),
  })
  .meta({ id: 'SellerDefect' })
export type SellerDefect = z.infer<typeof SellerDefect>

const SellerRole = z.enum(['owner', 'member', 'observer']).meta({
  description: 'owner: decides about the team and its keys; member: answers; observer: reads.',
})

export const SellerMember = z
  .object({ id: z.string(), name: z.string(), email: z.string(), role: SellerRole, secondFactor: z.boolean() })
  .meta({ id: 'SellerMember' })
export type SellerMember = z.infer<typeof SellerMember>

/** Who is signed in to the portal, or whose key it is. */
export const SellerMe = z
  .object({
    seller: Seller,
    member: SellerMember.nullable().meta({ description: 'Null for a key: it is nobody of the team.' }),
    role: SellerRole,
    may: z.object({ answer: z.boolean(), manage: z.boolean() }),
  })
  .meta({ id: 'SellerMe' })
export type SellerMe = z.infer<typeof SellerMe>

const done = z.object({ done: z.literal(true) })
const personName = z.string().trim().min(1).max(120)

export const sellers = contract({
  'GET /sellers': {
    summary: 'Sellers of the store by name; `q` finds a part of a name, or the beginning of a reference',
    input: z.strictObject({ q: z.string().trim().max(200).optional(), ...PageQuery }),
    output: page(Seller),
  },
  'GET /sellers/:id': { summary: 'One seller', input: z.strictObject({ id: z.string() }), output: Seller },
  'GET /sellers/:id/defects': {
    summary: 'What is on record about a seller, newest first',
    input: z.strictObject({ id: AnyId, ...PageQuery }),
    output: page(SellerDefect),
  },
  'GET /sellers/:id/members': {
    summary: 'Who acts for a seller',
    input: z.strictObject({ id: z.string(), ...PageQuery }),
    output: page(SellerMember),
  },
  'POST /sellers/:id/members': {
    summary: 'Invite somebody to act for a seller; they set their password by the mailed link',
    input: z.strictObject({ id: z.string(), name: personName, email: Email, role: SellerRole }),
    output: SellerMember,
    refusals: ['email_taken'],
    status: 201,
  },
  'PUT /sellers/:id/members/:member': {
    summary: 'Change a name or a role; with another role they sign in anew',
    input: z.strictObject({
      id: z.string(),
      member: z.string(),
      name: personName.optional(),
      role: SellerRole.optional(),
    }),
    output: SellerMember,
    refusals: ['last_owner'],
  },
  'DELETE /sellers/:id/members/:member': {
    summary: 'Take somebody out of a seller’s team; they are signed out everywhere',
    input: z.strictObject({ id: z.string(), member: z.string() }),
    output: done,
    refusals: ['last_owner'],
  },
  'POST /sellers/:id/members/:member/invitation': {
    summary: 'Mail a fresh link to set the password; they are signed out everywhere',
    input: z.strictObject({
      id: z.string(),
      member: z.string(),
      forgetSecondFactor: z
        .boolean()
        .optional()
        .meta({ description: 'For a lost phone: app and password end, and the link sets a password.' }),
    }),
    output: SellerMember,
    refusals: [],
  },
  'POST /seller/sign-in': {
    summary: 'First step of the seller portal’s sign-in',
    input: z.strictObject({ email: Email, password: z.string().max(200) }),
    output: z.object({ next: z.enum(['second_factor', 'enroll', 'done']) }),
    refusals: ['sign_in_failed', 'too_many_tries'],
    public: true,
  },
  'POST /seller/second-factor': {
    summary: 'Second step: the code of the authenticator app',
    input: z.strictObject({ code: z.string().max(12) }),
    output: SellerMe,
    refusals: ['code_wrong', 'too_many_tries'],
    public: true,
  },
  'POST /seller/second-factor/enrollment': {
    summary:
      'Begin enrolling an authenticator app; answers the secret once. Signed in already, the password is asked once more',
    input: z.strictObject({ password: z.string().max(200).optional() }),
    output: z.object({ secret: z.string(), uri: z.string(), qrSvg: z.string() }),
    refusals: ['password_wrong', 'too_many_tries'],
  },
  'POST /seller/second-factor/confirmation': {
    summary: 'The first code of an app that is being enrolled; from then on signing in asks for one',
    input: z.strictObject({ code: z.string().max(12) }),
    output: SellerMe,
    refusals: ['code_wrong', 'too_many_tries'],
  },
  'POST /seller/sign-out': {
    summary: 'End this session',
    input: z.strictObject({}),
    output: done,
    public: true,
  },
  'POST /seller/password': {
    summary: 'Set the password with the mailed link’s token',
    input: z.strictObject({ token: z.string().max(300), password: z.string().max(200) }),
    output: done,
    refusals: ['link_expired', 'password_too_short', 'password_breached'],
    public: true,
  },
  'GET /seller/me': {
    summary: 'Whose portal this is, who is signed in, and what they may do',
    input: z.strictObject({}),
    output: SellerMe,
  },
  'GET /seller/sessions': {
    summary: 'Devices on which I am signed in',
    input: z.strictObject({}),
    output: z.object({
      data: z.array(
        z.object({
          id: z.string(),
          createdAt: z.string(),
          lastSeenAt: z.string(),
          device: z.string(),
          current: z.boolean(),
        }),
      ),
    }),
  },
  'DELETE /seller/sessions/:id': {
    summary: 'Sign one device out',
    input: z.strictObject({ id: z.string() }),
    output: done,
  },
})
