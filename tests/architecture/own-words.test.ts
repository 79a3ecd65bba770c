import { prepareRoutes } from '#platform/contract/register-routes'
import { expect, it } from 'vitest'
import type * as z from 'zod'
import { modules } from '../../server/app/modules.ts'

const ownWords = new Set(['note', 'comment', 'reason', 'message', 'banner', 'cause', 'text', 'title', 'en', 'de', 'ar'])

/** Cleaned where they are stored, which tells the writer that something was taken out; or stored nowhere. */
const elsewhere = new Set([
  'POST /conversations text',
  'POST /conversations/:id/messages text',
  'PUT /conversations/:id/draft text',
  'POST /conversations/:id/assignment note',
  'POST /conversations/:id/resolution note',
  'POST /conversations/:id/conduct reason',
  'POST /contacts/:id/hand-over note',
  'POST /macros/:id/run text',
  'POST /intents text',
  // Codes of a table, and what a carrier or the storefront says.
  ...['POST /returns', 'POST /returns/quote', 'POST /gift-returns', 'POST /gift-returns/quote'].map(
    (key) => `${key} reason`,
  ),
  'POST /shipments/:id/scans note',
  'PUT /orders/:reference title',
  'PUT /orders/:reference reason',
])

const card = '4242424242424242'

it('what somebody writes in their own words is stored without card numbers', () => {
  const kept = prepareRoutes(modules).flatMap(({ key, entry }) =>
    fieldsOf(entry.input as z.ZodType)
      .filter(([name, field]) => ownWords.has(name) && String(field.safeParse(card).data).includes(card))
      .map(([name]) => `${key} ${name}`),
  )
  expect(kept.filter((name) => !elsewhere.has(name))).toEqual([])
})

function fieldsOf(schema: z.ZodType): [string, z.ZodType][] {
  const def = schema._zod.def as unknown as Record<string, unknown>
  const inner = [def.innerType, def.element, def.in, ...((def.options ?? []) as unknown[])].filter(
    Boolean,
  ) as z.ZodType[]
  const shape = Object.entries((def.shape ?? {}) as Record<string, z.ZodType>)
  return [...shape, ...[...shape.map(([, field]) => field), ...inner].flatMap(fieldsOf)]
}
