import { contract } from '#platform/contract/contract'
import * as z from 'zod'

export const StoredFile = z
  .object({
    id: z.string(),
    mediaType: z.string(),
    sizeBytes: z.int(),
    name: z.string().nullable(),
    url: z.string().meta({ description: 'Short-lived link bound to whoever asked for it.' }),
    note: z.string().optional().meta({
      description: 'Something to tell people about this kind of file, such as a picture that browsers cannot show.',
    }),
  })
  .meta({ id: 'File' })
export type StoredFile = z.infer<typeof StoredFile>

export const files = contract({
  'POST /files': {
    summary: 'Upload one file (multipart field "file"); type is checked by content and metadata is stripped',
    input: z.strictObject({}),
    output: StoredFile,
    refusals: ['file_type_not_allowed', 'file_too_large', 'file_empty'],
    status: 201,
    body: 'multipart',
  },
  'GET /files/:id': {
    summary: 'A file’s description and a fresh link',
    input: z.strictObject({ id: z.string() }),
    output: StoredFile,
  },
  'GET /files/:id/content': {
    summary: 'The bytes, by a short-lived link',
    input: z.strictObject({
      id: z.string(),
      expires: z.string(),
      viewer: z.string(),
      through: z.string().optional(),
      signature: z.string(),
    }),
    output: z.any(),
    public: true,
    body: 'multipart',
  },
})
