import { contract } from '#platform/contract/contract'
import * as z from 'zod'

export const Widget = z
  .object({
    id: z.string(),
    name: z.string(),
    origins: z.array(z.string()),
    signedOnly: z.boolean(),
    look: z.object({ color: z.string().optional(), side: z.enum(['left', 'right']).optional() }),
    snippet: z.string().meta({ description: 'The script tag for the store’s pages.' }),
    keys: z.array(z.object({ id: z.string(), createdAt: z.string(), expiresAt: z.string().nullable() })),
    version: z.int(),
  })
  .meta({ id: 'Widget' })
export type Widget = z.infer<typeof Widget>

const fields = {
  name: z.string().trim().min(1).max(80),
  origins: z.array(z.url().max(200)).max(50),
  signedOnly: z.boolean().optional(),
  look: z
    .strictObject({
      color: z
        .string()
        .regex(/^#[0-9a-f]{6}$/i, 'use a color such as #1f6feb')
        .optional(),
      side: z.enum(['left', 'right']).optional(),
    })
    .optional(),
}

export const WidgetSession = z
  .object({
    token: z.string().meta({ description: 'Bearer token of this page view; never part of an address. Shown once.' }),
    expiresAt: z.string(),
    who: z.object({
      id: z.string(),
      kind: z.enum(['visitor', 'shopper']),
      name: z.string(),
      verified: z.boolean(),
    }),
    store: z.object({ name: z.string(), locale: z.string() }),
    widget: z.object({ look: Widget.shape.look, signedOnly: z.boolean() }),
  })
  .meta({ id: 'WidgetSession' })
export type WidgetSession = z.infer<typeof WidgetSession>

export const widgets = contract({
  'GET /widgets': {
    summary: 'Widgets of this store',
    input: z.strictObject({}),
    output: z.object({ data: z.array(Widget) }),
  },
  'POST /widgets': { summary: 'A new widget', input: z.strictObject(fields), output: Widget, status: 201 },
  'PUT /widgets/:id': {
    summary: 'Change a widget',
    input: z.strictObject({ id: z.string(), ...fields, archived: z.boolean().optional(), version: z.int() }),
    output: Widget,
    refusals: ['changed_meanwhile'],
  },
  'POST /widgets/:id/keys': {
    summary: 'A new signing key, shown once; older ones end after a day',
    input: z.strictObject({ id: z.string() }),
    output: z.object({ id: z.string(), secret: z.string() }),
    status: 201,
  },
  'POST /widgets/:id/sessions': {
    summary:
      'Open the widget: as a visitor, or with an identity signed by the store (JWT, HS256, with exp, aud = widget id)',
    input: z.strictObject({
      id: z.string(),
      identity: z.string().max(4_000).optional().meta({
        description: 'JWT: sub (the store’s own customer reference), email?, email_verified?, name?, order?, exp, aud.',
      }),
      visitorToken: z.string().max(200).optional().meta({
        description:
          'Token of the session before, to go on as the same visitor; a signed identity takes its conversations over.',
      }),
      page: z.string().max(2_000).optional().meta({
        description: 'The page that shows the widget, as the browser says; its site should be one of the widget’s.',
      }),
    }),
    output: WidgetSession,
    refusals: ['identity_invalid', 'identity_expired', 'signed_identity_needed', 'origin_not_allowed'],
    status: 201,
    public: true,
  },
  'DELETE /widget-session': {
    summary: 'End this session',
    input: z.strictObject({}),
    output: z.object({ done: z.literal(true) }),
    public: true,
  },
  'POST /visitor-session': {
    summary: 'On our own pages: write without an account, or go on with a conversation that a mailed link opens',
    input: z.strictObject({
      link: z.string().max(300).optional().meta({
        description: 'From the address in a mail: go on as the visitor whose conversation it is.',
      }),
    }),
    output: WidgetSession,
    refusals: ['link_over'],
    status: 201,
    public: true,
  },
})
