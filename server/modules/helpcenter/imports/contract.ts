import { contract } from '#platform/contract/contract'
import { page, PageQuery } from '#platform/contract/shapes'
import * as z from 'zod'

export const HelpImportSource = z.enum(['markdown', 'zendesk', 'intercom', 'starter'])
export type HelpImportSource = z.infer<typeof HelpImportSource>

export const HelpImport = z
  .object({
    id: z.string(),
    source: HelpImportSource,
    created: z.int().meta({ description: 'Translations that are new; the same for the next three.' }),
    updated: z.int(),
    unchanged: z.int(),
    kept: z.int().meta({ description: 'Changed here since they came in, and left as they are here.' }),
    bad: z
      .array(
        z.object({
          file: z.string().nullable(),
          line: z.int().nullable(),
          reference: z.string().nullable(),
          code: z.string(),
          reason: z.string(),
        }),
      )
      .meta({ description: 'What could not be taken in, and what was left out of something that was.' }),
    by: z.string(),
    at: z.string(),
  })
  .meta({ id: 'HelpImport' })
export type HelpImport = z.infer<typeof HelpImport>

export const helpImports = contract({
  'GET /help-imports': {
    summary: 'Imports, newest first',
    input: z.strictObject({ ...PageQuery }),
    output: page(HelpImport),
  },
  'GET /help-imports/:id': {
    summary: 'One import, with what was wrong',
    input: z.strictObject({ id: z.string() }),
    output: HelpImport,
  },
  'POST /help-imports': {
    summary: 'Take in articles of another help center; the same once more changes nothing',
    description:
      'The body is JSON, { "files": [{ "name", "text" }] }: Markdown with front matter, or JSON as Zendesk Guide or Intercom give it out. For `starter`, the articles that come along, there is no body.',
    input: z.strictObject({
      source: HelpImportSource,
      publish: z.stringbool().optional().meta({
        description: 'Publish what was published there; otherwise all are drafts.',
      }),
    }),
    output: HelpImport,
    refusals: [],
    body: 'stream',
  },
})
