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

export const persons = contract({
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
