import { contract } from '#platform/contract/contract'
import { Instant, LocalDate, page, PageQuery, Words } from '#platform/contract/shapes'
import * as z from 'zod'

export const Figure = z
  .object({
    group: z.enum(['backlog', 'contacts', 'clocks', 'solved', 'given']),
    key: z.string().meta({ description: 'Stable name, such as first_answer_in_time.' }),
    about: z.string().nullable().meta({ description: 'What it is broken down by, such as a channel or a reason.' }),
    value: z.number().nullable().meta({ description: 'null: there is nothing to measure.' }),
    unit: z.enum(['count', 'seconds', 'percent', 'minor']),
    currency: z.string().nullable(),
    definition: z.string().meta({ description: 'What exactly is counted.' }),
  })
  .meta({ id: 'Figure' })
export type Figure = z.infer<typeof Figure>

export const DayFigures = z
  .object({
    day: z.string(),
    timeZone: z.string(),
    from: z.string(),
    to: z.string(),
    at: z.string().meta({ description: 'When it was counted; the backlog is as of then.' }),
    figures: z.array(Figure),
  })
  .meta({ id: 'DayFigures' })
export type DayFigures = z.infer<typeof DayFigures>

/** One thing that happened, for whoever has to know who did what. */
export const AuditEntry = z
  .object({
    id: z.string(),
    at: z.string(),
    name: z.string().meta({ description: 'The kind of fact, such as refund.requested.' }),
    about: z.object({
      kind: z.string(),
      id: z.string(),
      name: z.string().meta({ description: 'What people know it by: a number or a name; empty: it has none.' }),
    }),
    orderId: z.string().nullable(),
    customerId: z.string().nullable(),
    by: z
      .object({ key: z.string(), name: z.string() })
      .meta({ description: 'Who did it; the program itself is system:….' }),
    values: z.record(z.string(), z.unknown()),
  })
  .meta({ id: 'AuditEntry' })
export type AuditEntry = z.infer<typeof AuditEntry>

export const QualityAnswer = z.enum(['yes', 'no', 'does_not_apply'])
/** What a colleague looks at who reads a solved conversation. */
export const QualityAnswers = z.strictObject({
  acknowledged_first: QualityAnswer,
  understood_the_matter: QualityAnswer,
  nothing_asked_twice: QualityAnswer,
  right_remedy: QualityAnswer,
  said_what_happens_next: QualityAnswer,
  kind_throughout: QualityAnswer,
})

/** A solved conversation that was drawn by chance, for a colleague to read and score. */
export const QualitySample = z
  .object({
    id: z.string(),
    week: z.string().meta({ description: 'Monday of the week in which it was solved.' }),
    conversation: z.object({ id: z.string(), reference: z.string(), subject: z.string() }),
    staff: z.object({ id: z.string(), name: z.string() }),
    answers: QualityAnswers.nullable(),
    score: z.number().nullable().meta({ description: 'Share of yes among what applies, in percent.' }),
    note: z.string(),
    scoredBy: z.object({ id: z.string(), name: z.string() }).nullable(),
    scoredAt: z.string().nullable(),
    version: z.int(),
  })
  .meta({ id: 'QualitySample' })
export type QualitySample = z.infer<typeof QualitySample>

export const insights = contract({
  'GET /quality/samples': {
    summary: 'Conversations to read and score; whoever is no lead sees their own',
    input: z.strictObject({
      week: LocalDate.optional(),
      staff: z.string().max(100).optional(),
      open: z.enum(['true', 'false']).optional().meta({ description: 'true: not scored yet.' }),
    }),
    output: z.object({
      data: z.array(QualitySample),
      questions: z.array(z.string()).meta({ description: 'What is asked about each, in order.' }),
    }),
  },
  'PUT /quality/samples/:id': {
    summary: 'Score a colleague’s conversation; the last score counts',
    input: z.strictObject({
      id: z.string(),
      answers: QualityAnswers,
      note: Words.max(2_000).optional(),
      version: z.int(),
    }),
    output: QualitySample,
    refusals: ['own_work', 'changed_meanwhile'],
  },
  'GET /audit': {
    summary: 'What happened and who did it, newest first; also as CSV',
    input: z.strictObject({
      staff: z.string().max(100).optional().meta({ description: 'What this person did.' }),
      actor: z
        .string()
        .max(200)
        .optional()
        .meta({ description: 'Anybody by key, such as shopper:cus_… or system:watch.' }),
      name: z.string().max(100).optional(),
      everything: z
        .enum(['true', 'false'])
        .optional()
        .meta({ description: 'true: also facts that only tell screens to look again, such as wall.changed.' }),
      about: z
        .string()
        .regex(/^[a-z_]+:[\w-]{1,100}$/, 'use a kind and an id, such as order:ord_…')
        .optional(),
      from: Instant.optional(),
      to: Instant.optional(),
      format: z.enum(['json', 'csv']).optional(),
      ...PageQuery,
    }),
    output: page(AuditEntry),
    body: 'stream',
  },
  'GET /insights/daily': {
    summary: 'The figures of one day of the store’s calendar, each with its definition; also as CSV',
    input: z.strictObject({
      day: LocalDate.optional().meta({ description: 'Today unless given.' }),
      format: z.enum(['json', 'csv']).optional(),
    }),
    output: DayFigures,
    body: 'stream',
  },
})
