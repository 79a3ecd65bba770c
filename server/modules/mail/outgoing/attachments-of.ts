import type { Said } from '#modules/conversations'
import { fileStore } from '#modules/files'
import type { JobContext } from '#platform/jobs/job'
import { OutsideError } from '#platform/outside-error'
import type { MailAttachment } from './ports.ts'

/** Files with their content, under their names. A mail is never sent without what it speaks of: then it is tried again. */
export async function attachmentsOf(context: JobContext, files: Said['files']): Promise<MailAttachment[]> {
  return await Promise.all(
    files.map(async ({ file, name }) => {
      const content = await context.port(fileStore).get(file.sha256)
      if (!content) throw new OutsideError('not_done', 'file_not_there', 'A file of this mail cannot be read.')
      return { name, contentType: file.mediaType, content }
    }),
  )
}
