import { contract } from '#platform/contract/contract'
import { AnyId, page, PageQuery, Words } from '#platform/contract/shapes'
import * as z from 'zod'

export const MacroAction = z.discriminatedUnion('do', [
  z.strictObject({ do: z.literal('tag'), tag: Words.min(1).max(40) }),
  z.strictObject({ do: z.literal('note'), text: Words.min(1).max(2_000) }),
  z.strictObject({ do: z.literal('assign_team'), team: z.string() }),
  z.strictObject({ do: z.literal('resolve'), cause: Words.max(60) }),
])

export const Macro = z
  .object({
    id: z.string(),
    name: z.string(),
    text: z.string().meta({
      description: 'With variables: {{contact.first_name | default: "there"}}, {{order.number}}, {{refund.amount}}.',
    }),
    actions: z.array(MacroAction),
    team: z.object({ id: z.string(), name: z.string() }).nullable(),
    locale: z.string().nullable(),
    updatedBy: z.string(),
    updatedAt: z.string(),
    version: z.int(),
  })
  .meta({ id: 'Macro' })
export type Macro = z.infer<typeof Macro>

const MacroFields = {
  name: z.string().trim().min(1).max(80),
  text: Words.max(10_000),
  actions: z.array(MacroAction).max(10).optional(),
  team: z.string().nullable().optional(),
  locale: z.string().max(35).nullable().optional(),
}

/** Words filled from the case: an opening that acknowledges first. */
export const Opening = z.object({
  id: z.string(),
  title: z.string(),
  text: z.string(),
  next: z
    .string()
    .meta({ description: 'Those of its words that say what happens next; they go when what was done is told.' }),
  why: z.string().meta({ description: 'What of this case made us offer it.' }),
})

export const macros = contract({
  'GET /macros': {
    summary: 'Macros that I may use, by name; with a conversation, those that fit it first',
    input: z.strictObject({ q: z.string().trim().max(100).optional(), conversation: AnyId.optional(), ...PageQuery }),
    output: page(Macro),
  },
  'POST /macros': {
    summary: 'A new macro',
    input: z.strictObject(MacroFields),
    output: Macro,
    refusals: ['name_taken', 'unknown_variable'],
    status: 201,
  },
  'PUT /macros/:id': {
    summary: 'Change a macro',
    input: z.strictObject({ id: z.string(), ...MacroFields, version: z.int() }),
    output: Macro,
    refusals: ['name_taken', 'unknown_variable', 'changed_meanwhile'],
  },
  'DELETE /macros/:id': {
    summary: 'Take a macro out of the list',
    input: z.strictObject({ id: z.string() }),
    output: z.object({ done: z.literal(true) }),
  },
  'GET /macros/variables': {
    summary: 'Variables that a macro may use, with what each means',
    input: z.strictObject({}),
    output: z.object({ data: z.array(z.object({ name: z.string(), words: z.string(), example: z.string() })) }),
  },
  'POST /macros/:id/filling': {
    summary: 'The macro’s words for one conversation, filled as of now; names variables that are empty',
    input: z.strictObject({ id: z.string(), conversation: AnyId }),
    output: z.object({
      text: z.string(),
      empty: z
        .array(z.string())
        .meta({ description: 'Variables without a value: it cannot be sent before they are written out.' }),
    }),
  },
  'POST /macros/:id/run': {
    summary: 'Send the macro’s words and do its actions, all or nothing',
    input: z.strictObject({
      id: z.string(),
      conversation: AnyId,
      text: z.string().max(10_000).optional().meta({ description: 'As edited; otherwise as filled.' }),
      clientId: z.string().min(8).max(100),
    }),
    output: z.object({ messageId: z.string().nullable(), done: z.array(z.string()) }),
    refusals: ['variable_empty', 'not_joined', 'not_possible_now', 'cause_needed'],
  },
  'GET /conversations/:id/openings': {
    summary: 'Openings that fit this matter and this person; starting points, never sent by themselves',
    input: z.strictObject({ id: AnyId }),
    output: z.object({ data: z.array(Opening) }),
  },
})
