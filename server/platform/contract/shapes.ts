import * as z from 'zod'
import { redactNumbers } from '../redact-numbers.ts'

/** Money: integer minor units and an ISO 4217 code. `{ "amountMinor": 4599, "currency": "USD" }` is $45.99. */
export const Money = z
  .object({
    amountMinor: z.int().meta({ description: 'Amount in the minor unit of the currency (cents, pence, yen).' }),
    currency: z
      .string()
      .regex(/^[A-Z]{3}$/, 'use a three-letter currency code such as USD')
      .meta({ description: 'ISO 4217 currency code.' }),
  })
  .meta({ id: 'Money' })
export type Money = z.infer<typeof Money>

/** A sentence that was made from a code; in other languages it is said by the code and what stands in it. */
export const CodedWords = z.object({
  code: z.string(),
  words: z.string(),
  params: z.record(z.string(), z.union([z.string(), z.number(), z.boolean()])).optional(),
})

// In UTC as well: outside of these, JSON and the database write a year differently. What is no time is said by the format.
function hasPlainYear(text: string): boolean {
  const at = Date.parse(text)
  return Number.isNaN(at) || (at >= Date.parse('0001-01-01T00:00:00Z') && at < Date.UTC(10_000, 0))
}

/** An instant: ISO 8601 with a zone, such as `2026-11-25T18:00:00Z`. */
export const Instant = z.iso
  .datetime({ offset: true, message: 'use an ISO 8601 time with a zone, such as 2026-11-25T18:00:00Z' })
  .refine(hasPlainYear, 'should have a year from 0001 to 9999')
  .meta({ id: 'Instant', description: 'ISO 8601 with zone.' })

/** A calendar date without a time, `2026-11-27`. */
export const LocalDate = z.iso
  .date()
  .refine(hasPlainYear, 'should have a year from 0001 to 9999')
  .meta({ id: 'LocalDate', description: 'Calendar date, YYYY-MM-DD.' })

/** What somebody writes in their own words, without blanks at its ends, and without card numbers: those are stored nowhere. */
export const Words = z
  .string()
  .trim()
  .overwrite((text) => redactNumbers(text).text)

/** An e-mail address, as long as one can be (RFC 5321, 4.5.3.1.3). */
export const Email = z.email().max(254)

const zonesSeen = new Set<string>()

/** An IANA time zone, such as `America/New_York`. */
export const TimeZone = z.string().max(60).refine(isTimeZone, 'should be an IANA time zone such as America/New_York')

// Asking for a zone takes a while, and imports name the same few again and again.
function isTimeZone(name: string): boolean {
  const key = name.toLowerCase()
  if (zonesSeen.has(key)) return true
  try {
    new Intl.DateTimeFormat('en', { timeZone: name })
  } catch {
    return false
  }
  zonesSeen.add(key)
  return true
}

/** Two-letter country code, upper case. */
export const Country = z.string().regex(/^[A-Z]{2}$/, 'use a two-letter country code such as US')

/** The store's id of a thing, or `ref:<source>:<reference>` with the reference of the system it came from. */
export const AnyId = z.string().min(1).max(300).meta({ description: 'A prefixed id, or ref:<source>:<reference>.' })

/** Query fields of every list. */
export const PageQuery = {
  limit: z.coerce
    .number()
    .int()
    .min(1)
    .max(100)
    .optional()
    .meta({ description: 'Rows in one answer, 1 to 100; 20 by default.' }),
  cursor: z.string().max(500).optional().meta({ description: 'nextCursor of the answer before.' }),
}

/** One page of a list; `nextCursor` is null on the last one. */
export function page<T extends z.core.$ZodType>(row: T) {
  return z.object({ data: z.array(row), nextCursor: z.string().nullable() })
}
