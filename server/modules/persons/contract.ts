import { Address } from '#contract/customers'
import { contract } from '#platform/contract/contract'
import { AnyId, Words } from '#platform/contract/shapes'
import * as z from 'zod'

const reason = Words.min(3).max(500).meta({ description: 'Why, for whoever looks at it later.' })

/** Two identities that somebody of the store made one shopper. */
export const PersonMerge = z
  .object({
    id: z.string(),
    customer: z.object({ id: z.string(), name: z.string(), email: z.string().nullable() }).meta({
      description: 'Who was merged. Mail about what is addressed to them still goes to their own address.',
    }),
    into: z.object({ id: z.string(), name: z.string(), email: z.string().nullable() }),
    reason: z.string(),
    by: z.object({ id: z.string(), name: z.string() }),
    at: z.string(),
    undoneAt: z.string().nullable(),
    seeEachOther: z.boolean().meta({
      description: 'Both proved their e-mail address, so that each sees the orders and conversations of both.',
    }),
  })
  .meta({ id: 'PersonMerge' })
export type PersonMerge = z.infer<typeof PersonMerge>

const Side = z
  .object({
    id: z.string(),
    name: z.string(),
    email: z.string().nullable(),
    emailVerified: z.boolean(),
    phone: z.string().nullable(),
    orders: z.int(),
    conversations: z.int().meta({ description: 'Those that whoever asks may see.' }),
    returns: z.int(),
    paymentMethods: z.int(),
    addresses: z.int(),
    risk: z.enum(['low', 'medium', 'high']),
  })
  .meta({ id: 'PersonMergeSide' })

/** What would come together, before anybody decides. */
export const PersonMergePreview = z
  .object({
    customer: Side,
    into: Side,
    seeEachOther: z.boolean(),
    hindrance: z.object({ code: z.string(), message: z.string() }).nullable(),
  })
  .meta({ id: 'PersonMergePreview' })
export type PersonMergePreview = z.infer<typeof PersonMergePreview>

/** A shopper's own account, as whoever helps them sees and changes it. Of shoppers merged by hand each has their own. */
export const Account = z
  .object({
    id: z.string(),
    name: z.string(),
    email: z.string().nullable(),
    emailVerified: z.boolean(),
    phone: z.string().nullable().meta({ description: 'E.164, or as a storefront wrote it.' }),
    phoneShown: z.string().nullable().meta({ description: 'As people in the store’s country write it.' }),
    locale: z.string().nullable(),
    addresses: z.array(Address.extend({ id: z.string() })).meta({ description: 'The first one is the usual one.' }),
    verified: z.boolean().meta({
      description: 'A sign-in or a signed identity of this shopper stands behind the conversation that was named.',
    }),
    allowed: z.array(z.enum(['change'])),
    notAllowed: z.array(
      z.object({ action: z.enum(['change', 'change_email']), code: z.string(), message: z.string() }),
    ),
    version: z.int(),
  })
  .meta({ id: 'CustomerAccount' })
export type Account = z.infer<typeof Account>

const ofConversation = AnyId.optional().meta({ description: 'The conversation in which the shopper asks for it.' })

export const ChangeAccount = z.strictObject({
  id: AnyId,
  version: z.int().meta({ description: 'Of the account that was looked at.' }),
  name: z.string().trim().min(1).max(200).optional(),
  phone: z.string().trim().max(40).nullable().optional().meta({
    description: 'Kept as E.164. Without `+` and a country code it is one of the store’s country.',
  }),
  locale: z.string().max(35).optional(),
  addresses: z
    .array(Address.omit({ geo: true }))
    .max(50)
    .optional()
    .meta({
      description: 'The whole address book, the usual one first. Orders already placed keep their address.',
    }),
  conversation: ofConversation,
  reason: reason.optional().meta({
    description: 'How you know that it is them. Needed unless a sign-in stands behind the conversation.',
  }),
})
export type ChangeAccount = z.infer<typeof ChangeAccount>

export const persons = contract({
  'GET /customers/:id/account': {
    summary: 'Name, phone, language and address book of a shopper, and whether they may be changed for them',
    input: z.strictObject({ id: AnyId, conversation: ofConversation }),
    output: Account,
  },
  'PUT /customers/:id/account': {
    summary: 'Change name, phone, language or address book for a shopper, who is told. Never the e-mail address',
    input: ChangeAccount,
    output: Account,
    refusals: ['own_order'],
  },
  'DELETE /customers/:id/sessions': {
    summary: 'Sign a shopper out everywhere, where a device is lost or somebody else is in; how they sign in stays',
    input: z.strictObject({ id: AnyId }),
    output: z.object({ ended: z.int() }),
  },
  'GET /customers/:id/merges': {
    summary: 'The merges by hand that make up a shopper',
    input: z.strictObject({ id: AnyId }),
    output: z.object({ data: z.array(PersonMerge) }),
  },
  'GET /customers/:id/merges/preview': {
    summary: 'What would come together if this shopper were merged into another one',
    input: z.strictObject({ id: AnyId, into: AnyId }),
    output: PersonMergePreview,
  },
  'POST /customers/:id/merges': {
    summary: 'Make one shopper of two: this one goes on as part of the other. Can be undone',
    input: z.strictObject({ id: AnyId, into: AnyId, reason }),
    output: PersonMerge,
    refusals: ['same_shopper', 'already_merged', 'shopper_blocked', 'own_order'],
  },
  'POST /customer-merges/:id/undo': {
    summary: 'Take a merge back: each has again what is addressed to it, later matters too',
    input: z.strictObject({ id: z.string().min(1).max(100), reason }),
    output: PersonMerge,
    refusals: ['not_merged', 'conversations_merged', 'own_order'],
  },
})
