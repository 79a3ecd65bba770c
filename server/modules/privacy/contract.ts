import { contract } from '#platform/contract/contract'
import { page, PageQuery } from '#platform/contract/shapes'
import { type KeptReason, keptReasons } from '#platform/contract/kept-reasons'
import * as z from 'zod'

const nothing = z.strictObject({})
const keptReasonNames = Object.keys(keptReasons) as [KeptReason, ...KeptReason[]]
const done = z.object({ done: z.literal(true) })

export const Unfinished = z.object({
  what: z.enum(['order', 'return', 'refund', 'charge', 'dispute', 'claim', 'problem', 'call']),
  count: z.int(),
})

/** Where the deletion of an account stands, and what it would mean. */
export const Deletion = z
  .object({
    state: z.enum(['none', 'asked']),
    askedAt: z.string().nullable(),
    dueAt: z.string().nullable().meta({ description: 'The earliest moment; what is under way then is waited for.' }),
    graceDays: z.int(),
    unfinished: z.array(Unfinished).meta({ description: 'Under way now. A deletion waits until it is done.' }),
    storeCredit: z
      .array(z.object({ amountMinor: z.int(), currency: z.string() }))
      .meta({ description: 'Lost with the account.' }),
    kept: z
      .array(z.object({ reason: z.enum(keptReasonNames), words: z.string(), tables: z.array(z.string()) }))
      .meta({ description: 'What stays, under an id that names nobody, and why.' }),
  })
  .meta({ id: 'Deletion' })
export type Deletion = z.infer<typeof Deletion>

export const Erasure = z
  .object({
    id: z.string(),
    customerId: z.string(),
    name: z.string().meta({ description: 'Empty once it is gone.' }),
    state: z.enum(['asked', 'canceled', 'done']),
    askedBy: z.string(),
    askedAt: z.string(),
    dueAt: z.string(),
    closedAt: z.string().nullable(),
  })
  .meta({ id: 'Erasure' })

export const Consent = z
  .object({
    id: z.string(),
    kind: z.string(),
    given: z.boolean(),
    detail: z.string(),
    source: z.string(),
    at: z.string(),
  })
  .meta({ id: 'Consent' })

export const Retention = z
  .object({
    rule: z.string(),
    words: z.string(),
    days: z.int().nullable().meta({ description: 'Null: forever.' }),
    usualDays: z.int().nullable(),
    leastDays: z.int().meta({ description: 'Sooner than that, something that runs would miss it.' }),
    wouldGo: z.int().meta({ description: 'Rows that are older now: what the next run takes.' }),
    changedBy: z.string().nullable(),
    lastRunAt: z.string().nullable(),
    lastRunRows: z.int().nullable(),
  })
  .meta({ id: 'Retention' })
export type Retention = z.infer<typeof Retention>

export const privacy = contract({
  'GET /me/data': {
    summary:
      'Everything that is kept of the signed-in shopper, as a zip: a page to read, JSON for programs, and their files',
    input: nothing,
    output: z.unknown(),
    refusals: ['proof_needed'],
  },
  'GET /me/deletion': {
    summary: 'Whether the account is about to be deleted, and what a deletion would mean',
    input: nothing,
    output: Deletion,
  },
  'POST /me/deletion': {
    summary: 'Delete the account after a time in which it can be taken back',
    input: z.strictObject({ understood: z.literal(true) }),
    output: Deletion,
    refusals: ['proof_needed'],
  },
  'DELETE /me/deletion': { summary: 'Keep the account after all', input: nothing, output: Deletion },
  'GET /me/consents': {
    summary: 'What I agreed to and took back, newest first',
    input: z.strictObject(PageQuery),
    output: page(Consent),
  },
  'GET /customers/:id/data': {
    summary: 'The same archive for a shopper who asked for it another way',
    input: z.strictObject({ id: z.string() }),
    output: z.unknown(),
  },
  'POST /customers/:id/erasure': {
    summary: 'Delete a shopper’s account for them, after the same time',
    input: z.strictObject({ id: z.string() }),
    output: Erasure,
    refusals: ['own_account'],
    status: 201,
  },
  'DELETE /customers/:id/erasure': {
    summary: 'Stop it',
    input: z.strictObject({ id: z.string() }),
    output: done,
  },
  'GET /erasures': {
    summary: 'Accounts that are to be deleted, or were, newest first',
    input: z.strictObject(PageQuery),
    output: page(Erasure),
  },
  'GET /retention': {
    summary: 'How long what is kept, and what the next run would take',
    input: nothing,
    output: z.object({ data: z.array(Retention) }),
  },
  'GET /retention/:rule/dry-run': {
    summary: 'What would go if it were kept for so many days; nothing goes by asking',
    input: z.strictObject({ rule: z.string(), days: z.coerce.number().int().min(1).max(36_500) }),
    output: z.object({ rule: z.string(), days: z.int(), wouldGo: z.int() }),
  },
  'PUT /retention/:rule': {
    summary: 'Keep something shorter, longer or forever',
    input: z.strictObject({ rule: z.string(), days: z.int().min(1).max(36_500).nullable() }),
    output: Retention,
    refusals: ['too_soon'],
  },
})
