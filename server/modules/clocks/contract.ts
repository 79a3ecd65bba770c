import { contract } from '#platform/contract/contract'
import { AnyId } from '#platform/contract/shapes'
import * as z from 'zod'

export const ClockKind = z.enum(['first', 'next', 'resolution'])

export const Clock = z
  .object({
    id: z.string(),
    kind: ClockKind,
    state: z.enum(['running', 'paused', 'stopped']),
    startedAt: z.string(),
    dueAt: z.string().nullable().meta({ description: 'null while paused, or when nothing is due.' }),
    targetMinutes: z.int(),
    breachedAt: z.string().nullable(),
    stoppedAt: z.string().nullable(),
    why: z.array(z.string()).meta({ description: 'Why this deadline, in words.' }),
    changes: z.array(
      z.object({
        at: z.string(),
        reason: z.string(),
        dueBefore: z.string().nullable(),
        dueAfter: z.string().nullable(),
      }),
    ),
  })
  .meta({ id: 'Clock' })
export type Clock = z.infer<typeof Clock>

/** Targets, read from the top: the first that matches counts. */
export const ClockRule = z
  .object({
    id: z.string(),
    place: z.int(),
    name: z.string(),
    channels: z.array(z.enum(['chat', 'mail', 'call', 'web'])),
    queueId: z.string().nullable(),
    calendarId: z.string().nullable(),
    firstMinutes: z.int().nullable(),
    nextMinutes: z.int().nullable(),
    resolutionMinutes: z.int().nullable(),
    version: z.int(),
  })
  .meta({ id: 'ClockRule' })

const fields = {
  name: z.string().trim().min(1).max(80),
  channels: z.array(z.enum(['chat', 'mail', 'call', 'web'])).max(4),
  queue: z.string().nullable(),
  calendar: z.string().nullable(),
  firstMinutes: z.int().min(1).max(100_000).nullable(),
  nextMinutes: z.int().min(1).max(100_000).nullable(),
  resolutionMinutes: z.int().min(1).max(1_000_000).nullable(),
}

export const clocks = contract({
  'GET /conversations/:id/clocks': {
    summary: 'By when we answer, and why',
    input: z.strictObject({ id: AnyId }),
    output: z.object({ data: z.array(Clock) }),
  },
  'GET /clocks/due': {
    summary: 'What is due next, soonest first, as far as I may see it',
    input: z.strictObject({ limit: z.coerce.number().int().min(1).max(100).optional() }),
    output: z.object({
      data: z.array(z.object({ conversationId: z.string(), reference: z.string(), clock: Clock })),
    }),
  },
  'GET /clock-rules': {
    summary: 'Targets in order',
    input: z.strictObject({}),
    output: z.object({ data: z.array(ClockRule) }),
  },
  'PUT /clock-rules': {
    summary: 'All targets, in order; clocks under way are worked out anew, and that is recorded',
    input: z.strictObject({ rules: z.array(z.strictObject({ id: z.string().optional(), ...fields })).max(100) }),
    output: z.object({ data: z.array(ClockRule) }),
  },
})
