import { contract } from '#platform/contract/contract'
import { Instant, LocalDate, TimeZone } from '#platform/contract/shapes'
import * as z from 'zod'

const clockTime = z.string().regex(/^([01]\d|2[0-3]):[0-5]\d$/, 'use a time such as 09:00')

/** Hours of one weekday, Monday is 1. A `to` that is not after `from` ends on the next day. */
export const Hours = z.strictObject({ day: z.int().min(1).max(7), from: clockTime, to: clockTime })
export const DayHours = z.strictObject({ from: clockTime, to: clockTime })

export const Calendar = z
  .object({
    id: z.string(),
    name: z.string(),
    timeZone: z.string(),
    alwaysOpen: z.boolean(),
    week: z.array(Hours),
    days: z.array(
      z.object({
        day: z.string(),
        hours: z.array(DayHours).meta({ description: 'Empty: closed all day.' }),
        name: z.string(),
        source: z.enum(['by_hand', 'ical']),
      }),
    ),
    holidaysUrl: z.string().nullable(),
    holidaysReadAt: z.string().nullable(),
    holidaysFault: z.string().nullable(),
    openNow: z.boolean(),
    nextChangeAt: z.string().nullable(),
    version: z.int(),
  })
  .meta({ id: 'Calendar' })
export type Calendar = z.infer<typeof Calendar>

const fields = {
  name: z.string().trim().min(1).max(80),
  timeZone: TimeZone,
  alwaysOpen: z.boolean().optional(),
  week: z.array(Hours).max(50),
  days: z
    .array(z.strictObject({ day: LocalDate, hours: z.array(DayHours).max(10), name: z.string().max(120).optional() }))
    .max(500)
    .optional(),
  holidaysUrl: z.url().max(500).nullable().optional(),
}

export const Shift = z
  .object({
    id: z.string(),
    staff: z.object({ id: z.string(), name: z.string() }),
    startsAt: z.string(),
    endsAt: z.string(),
  })
  .meta({ id: 'Shift' })

export const calendars = contract({
  'GET /calendars': {
    summary: 'Opening hours',
    input: z.strictObject({}),
    output: z.object({ data: z.array(Calendar) }),
  },
  'POST /calendars': {
    summary: 'New opening hours',
    input: z.strictObject(fields),
    output: Calendar,
    refusals: ['hours_overlap'],
    status: 201,
  },
  'PUT /calendars/:id': {
    summary: 'Change opening hours; deadlines under way are worked out anew, and that is recorded',
    input: z.strictObject({ id: z.string(), ...fields, version: z.int() }),
    output: Calendar,
    refusals: ['hours_overlap', 'changed_meanwhile'],
  },
  'POST /calendars/:id/holidays': {
    summary: 'Read holidays from an iCal file’s text; days of an earlier reading are replaced',
    input: z.strictObject({ id: z.string(), ical: z.string().max(1_000_000) }),
    output: Calendar,
    refusals: ['not_a_calendar'],
  },
  'GET /shifts': {
    summary: 'Who is planned to work when',
    input: z.strictObject({ from: Instant, to: Instant }),
    output: z.object({ data: z.array(Shift) }),
  },
  'PUT /shifts': {
    summary: 'Plan one person’s shifts between two instants; what stood there before is replaced',
    input: z.strictObject({
      staff: z.string(),
      from: Instant,
      to: Instant,
      shifts: z.array(z.strictObject({ startsAt: Instant, endsAt: Instant })).max(200),
    }),
    output: z.object({ data: z.array(Shift) }),
    refusals: ['shifts_overlap'],
  },
})
