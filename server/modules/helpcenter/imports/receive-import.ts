import type { FastifyRequest } from 'fastify'
import * as z from 'zod'
import { findStore } from '#modules/stores'
import type { RawContext } from '#platform/contract/routes'
import { readBody } from '#platform/contract/read-body'
import { ApiError, invalid } from '#platform/errors'
import { isStorable } from '#platform/is-storable'
import { limits } from '../../../limits.ts'
import type { HelpImport, HelpImportSource } from '../contract.ts'
import { runHelpImport, type Transact } from './run-import.ts'
import type { ImportFile } from './imported.ts'
import { takeStarterSet } from './starter-set.ts'

const Body = z.strictObject({
  files: z
    .array(z.strictObject({ name: z.string().min(1).max(300), text: z.string() }))
    .min(1)
    .max(limits.helpcenter.importFiles),
})

/** `POST /help-imports`: files as JSON, `{ files: [{ name, text }] }`, or none for our own; answers what became of each article. */
export async function receiveHelpImport(
  context: RawContext<{ source: HelpImportSource; publish?: boolean | undefined }>,
  request: FastifyRequest,
): Promise<HelpImport> {
  const { source, publish = false } = context.input
  const transact: Transact = (run) => context.transact(run)
  if (source === 'starter') return await takeStarterSet(transact, publish)
  const files = filesIn(await readBody(request, limits.helpcenter.importBytes))
  const { locale } = await findStore(context.read())
  return await runHelpImport(transact, { source, files, publish, storeLocale: locale })
}

function filesIn(body: Buffer): ImportFile[] {
  let value: unknown
  try {
    value = JSON.parse(body.toString('utf8'))
  } catch {
    throw new ApiError('invalid_request', 'invalid_body', 'The body should be JSON: { "files": [{ "name", "text" }] }.')
  }
  const parsed = Body.safeParse(value)
  if (!parsed.success) {
    const [issue] = parsed.error.issues
    return invalid(issue?.path.join('.') || 'files', issue?.message ?? 'should be a list of files')
  }
  // What a text cannot hold in the database, such as a zero byte, is no text.
  const odd = parsed.data.files.findIndex(({ name, text }) => !isStorable(name) || !isStorable(text))
  return odd === -1 ? parsed.data.files : invalid(`files.${odd}`, 'should be text')
}
