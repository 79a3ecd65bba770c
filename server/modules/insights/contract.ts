import { contract } from '#platform/contract/contract'
import { LocalDate } from '#platform/contract/shapes'
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

export const insights = contract({
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
