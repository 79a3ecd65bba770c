import { contract } from '#platform/contract/contract'
import { CodedWords, Instant, Words } from '#platform/contract/shapes'
import * as z from 'zod'

const RulesetInput = z.record(z.string(), z.unknown()).meta({
  description:
    'Rules as JSON, format 1: store, categories, sellers, valueBands, tiers, tables. What it leaves out is as shipped.',
})

export const VersionView = z
  .object({
    id: z.string(),
    number: z.int().meta({ description: 'Counts up from 1.' }),
    note: z.string(),
    createdBy: z.string(),
    createdAt: z.string(),
    activeFrom: z
      .string()
      .nullable()
      .meta({ description: 'Orders placed from then on follow it; null while a draft.' }),
  })
  .meta({ id: 'PolicyVersion' })
export type VersionView = z.infer<typeof VersionView>

export const PolicyKeyView = z
  .object({
    key: z.string(),
    section: z.string(),
    value: z.unknown(),
    default: z.unknown(),
    isDefault: z.boolean(),
    sentence: z.string().meta({ description: 'The setting as one sentence.' }),
    type: z.string(),
    unit: z.string().nullable(),
    options: z.array(z.string()).nullable(),
    reason: z.string(),
    sources: z.array(z.string()),
    assumption: z.boolean().meta({ description: 'True for a number that is a judgement without a public source.' }),
    kinder: z
      .string()
      .meta({ description: 'The direction that is kinder to the shopper: the only one in which the law moves it.' }),
    byTier: z.boolean(),
    changed: z.object({ by: z.string(), at: z.string(), version: z.int(), note: z.string() }).nullable(),
  })
  .meta({ id: 'PolicyKey' })
export type PolicyKeyView = z.infer<typeof PolicyKeyView>

export const PolicyView = z
  .object({
    version: VersionView.nullable().meta({ description: 'The version in force; null for the rules as shipped.' }),
    next: z.array(VersionView),
    latestNumber: z.int(),
    ruleset: z.unknown(),
    keys: z.array(PolicyKeyView),
  })
  .meta({ id: 'Policy' })
export type PolicyView = z.infer<typeof PolicyView>

export const StoredDecision = z
  .object({
    id: z.string(),
    kind: z.string(),
    subject: z.object({ kind: z.string(), id: z.string() }),
    customerId: z.string().nullable(),
    orderId: z.string().nullable(),
    policyVersionId: z.string(),
    mode: z.enum(['live', 'shadow']),
    outcome: z.string(),
    rowId: z.string().nullable(),
    scope: z.unknown(),
    facts: z.unknown(),
    trace: z.array(z.unknown()),
    reasons: z.array(CodedWords.omit({ words: true }).extend({ shopper: z.string(), staff: z.string() })),
    createdAt: z.string(),
  })
  .meta({ id: 'PolicyDecision' })
export type StoredDecision = z.infer<typeof StoredDecision>

export const PolicyPreview = z
  .object({
    cases: z.int(),
    changed: z.int(),
    milliseconds: z.number(),
    moves: z.array(
      z.object({
        kind: z.string(),
        from: z.string(),
        to: z.string(),
        cases: z.int(),
        value: z.record(z.string(), z.int()).meta({ description: 'Value of those cases in minor units, by currency.' }),
      }),
    ),
    examples: z.array(
      z.object({
        decisionId: z.string(),
        kind: z.string(),
        orderId: z.string().nullable(),
        from: z.string(),
        to: z.string(),
        rowBefore: z.string().nullable(),
        rowAfter: z.string(),
      }),
    ),
  })
  .meta({ id: 'PolicyPreview' })
export type PolicyPreview = z.infer<typeof PolicyPreview>

export const policy = contract({
  'GET /policy': {
    summary: 'The rules in force, each as a sentence with its default, source and who changed it',
    input: z.strictObject({}),
    output: PolicyView,
  },
  'PUT /policy': {
    summary: 'Write a new version of the rules and switch it on',
    description:
      'It holds for orders placed from now on (or from activeFrom). The first version of a store in which nothing was decided yet holds from the beginning.',
    input: z.strictObject({
      ruleset: RulesetInput,
      note: Words.max(1000).optional(),
      basedOn: z
        .int()
        .min(0)
        .optional()
        .meta({ description: 'latestNumber that the change started from; 409 when there is a newer one.' }),
      activeFrom: Instant.optional(),
    }),
    output: PolicyView,
  },
  'GET /policy/versions': {
    summary: 'All versions, newest first',
    input: z.strictObject({}),
    output: z.object({ data: z.array(VersionView) }),
  },
  'GET /policy/versions/:id': {
    summary: 'One version with its rules',
    input: z.strictObject({ id: z.string() }),
    output: VersionView.extend({ ruleset: z.unknown() }),
  },
  'POST /policy/versions': {
    summary: 'Write a draft',
    status: 201,
    input: z.strictObject({
      ruleset: RulesetInput,
      note: Words.max(1000).optional(),
      basedOn: z.int().min(0).optional(),
    }),
    output: VersionView,
  },
  'POST /policy/versions/:id/activation': {
    summary: 'Switch a draft on',
    input: z.strictObject({ id: z.string(), activeFrom: Instant.optional() }),
    output: PolicyView,
    refusals: ['already_active'],
  },
  'POST /policy/preview': {
    summary: 'What rules would have decided in past cases',
    description: 'Runs them on the latest stored decisions; nothing is kept.',
    input: z.strictObject({ ruleset: RulesetInput, cases: z.int().min(1).max(100_000).default(10_000) }),
    output: PolicyPreview,
  },
  'GET /orders/:id/decisions': {
    summary: 'What was decided about an order, with facts, trace and reasons',
    input: z.strictObject({ id: z.string() }),
    output: z.object({ data: z.array(StoredDecision) }),
  },
})
