import { contract } from '#platform/contract/contract'
import { AnyId } from '#platform/contract/shapes'
import * as z from 'zod'

export const Metric = z
  .object({
    metric: z.enum(['defect', 'late', 'cancel', 'tracking', 'answer']),
    title: z.string(),
    definition: z.string().meta({ description: 'What is counted, over what, in words.' }),
    bad: z
      .int()
      .meta({ description: 'Of the orders, parcels or claims counted, those that speak against the seller.' }),
    counted: z.int(),
    percent: z.number().nullable().meta({ description: 'One decimal; null while there is nothing to count.' }),
    limit: z.number().meta({
      description: 'The limit in percent: the most for defect, late and cancel, the least for tracking and answer.',
    }),
    keeps: z.enum(['below', 'above']),
    state: z.enum(['good', 'watch', 'at_risk', 'too_few']).meta({
      description:
        'watch: beyond the limit, but so few that it can be chance. at_risk: beyond it for sure (Wilson lower bound, 95 %). too_few: nothing to judge by.',
    }),
    needed: z.int().nullable().meta({ description: 'Good ones in a row that would bring it back inside the limit.' }),
    improve: z
      .string()
      .nullable()
      .meta({ description: 'What would bring it back, in words; null where nothing has to.' }),
  })
  .meta({ id: 'StandingMetric' })
export type Metric = z.infer<typeof Metric>

export const Standing = z
  .object({
    seller: z.object({ id: z.string(), name: z.string(), state: z.enum(['active', 'suspended', 'closed']) }),
    state: z.enum(['good', 'watch', 'at_risk', 'too_few']),
    words: z.string(),
    judged: z.object({ from: z.string(), to: z.string(), metrics: z.array(Metric) }).meta({
      description: 'Orders of the window that ended long enough ago for what was wrong with them to be known.',
    }),
    early: z.object({ from: z.string(), to: z.string(), metrics: z.array(Metric) }).meta({
      description: 'The days since: early, and not judged by.',
    }),
    noticeDays: z.int().meta({ description: 'Notice with reasons before anything follows from it, in days.' }),
    defects: z
      .array(z.object({ kind: z.string(), about: z.object({ kind: z.string(), id: z.string() }), at: z.string() }))
      .meta({ description: 'The last defects that count, newest first.' }),
  })
  .meta({ id: 'Standing' })
export type Standing = z.infer<typeof Standing>

export const standings = contract({
  'GET /seller/standing': { summary: 'The seller’s own standing', input: z.strictObject({}), output: Standing },
  'GET /sellers/:id/standing': {
    summary: 'A seller’s standing, for people who work here',
    input: z.strictObject({ id: AnyId }),
    output: Standing,
  },
})
