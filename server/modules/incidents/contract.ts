import { contract } from '#platform/contract/contract'
import { AnyId, Country, Instant, page, PageQuery, Words } from '#platform/contract/shapes'
import * as z from 'zod'

/** Which orders it hits: everything that is named has to fit. */
export const IncidentFilter = z.strictObject({
  from: Instant.meta({
    description: 'Parcels shipped from then on; orders placed, where nothing about a parcel is named.',
  }),
  to: Instant.optional().meta({ description: 'Until before then; open end: what comes is found too.' }),
  carrier: z.string().trim().min(1).max(100).optional(),
  service: z.string().trim().min(1).max(100).optional(),
  hub: z.string().trim().min(1).max(100).optional().meta({ description: 'A city that the parcel was scanned in.' }),
  product: AnyId.optional(),
  seller: AnyId.optional(),
  country: Country.optional(),
  includeDelivered: z.boolean().optional().meta({
    description:
      'Also parcels that have arrived and orders of which nothing is still to arrive; else they are not hit.',
  }),
})
export type IncidentFilter = z.infer<typeof IncidentFilter>

export const IncidentBanner = z.strictObject({
  en: Words.min(3).max(500),
  de: Words.max(500).optional(),
  ar: Words.max(500).optional(),
})

export const Incident = z
  .object({
    id: z.string(),
    title: z.string(),
    banner: IncidentBanner,
    filter: IncidentFilter,
    state: z.enum(['open', 'closed']),
    openedBy: z.object({ id: z.string(), name: z.string() }),
    openedAt: z.string(),
    closedAt: z.string().nullable(),
    lookedAt: z.string().nullable().meta({ description: 'When all orders were last looked through; null: under way.' }),
    orders: z.int().meta({ description: 'All that it hit since it was opened, delivered ones too.' }),
    shoppers: z.int(),
    conversations: z.int(),
    messages: z.array(z.object({ id: z.string(), text: z.string(), by: z.string(), at: z.string(), told: z.int() })),
    version: z.int(),
  })
  .meta({ id: 'Incident' })
export type Incident = z.infer<typeof Incident>

/** What a filter would hit now. */
export const IncidentPreview = z
  .object({
    orders: z.int(),
    shoppers: z.int(),
    isComplete: z.boolean().meta({ description: 'false: counting stopped at a limit, and there may be more.' }),
    references: z.array(z.string()).meta({ description: 'Numbers of the first orders, at most 20.' }),
  })
  .meta({ id: 'IncidentPreview' })
export type IncidentPreview = z.infer<typeof IncidentPreview>

/** What a shopper reads whose order it hits. */
export const Banner = z
  .object({ id: z.string(), text: z.string(), since: z.string(), orderIds: z.array(z.string()) })
  .meta({ id: 'Banner' })
export type Banner = z.infer<typeof Banner>

export const incidents = contract({
  'GET /banners': {
    summary: 'What is known to hit my open orders now, in my language',
    input: z.strictObject({ locale: z.string().max(35).optional() }),
    output: z.object({ data: z.array(Banner) }),
  },
  'GET /incidents': {
    summary: 'Incidents, newest first',
    input: z.strictObject({ state: z.enum(['open', 'closed']).optional(), ...PageQuery }),
    output: page(Incident),
  },
  'GET /incidents/:id': { summary: 'One incident', input: z.strictObject({ id: z.string() }), output: Incident },
  'POST /incidents': {
    summary: 'One cause, many orders: a banner for those it hits, and their conversations linked',
    input: z.strictObject({ title: Words.min(3).max(120), banner: IncidentBanner, filter: IncidentFilter }),
    output: Incident,
    refusals: ['span_too_long'],
    status: 201,
  },
  'POST /incidents/preview': {
    summary: 'How many orders and shoppers a filter would hit, before anybody reads a banner',
    input: z.strictObject({ filter: IncidentFilter }),
    output: IncidentPreview,
    refusals: ['span_too_long'],
  },
  'PUT /incidents/:id': {
    summary: 'Change title or banner, or close it: the banner goes, the links stay',
    input: z.strictObject({
      id: z.string(),
      title: Words.min(3).max(120).optional(),
      banner: IncidentBanner.optional(),
      closed: z.boolean().optional(),
      version: z.int(),
    }),
    output: Incident,
    refusals: ['changed_meanwhile'],
  },
  'POST /incidents/:id/messages': {
    summary: 'One message to everybody it hits, once each: in their open conversation, else by mail',
    input: z.strictObject({ id: z.string(), text: Words.min(3).max(5_000) }),
    output: Incident,
    refusals: ['not_possible_now'],
    status: 202,
  },
})
