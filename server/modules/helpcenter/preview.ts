import type { Reader } from '#platform/work'
import { missingIn, type Missing } from './document/missing.ts'
import type { HelpDocument } from './document/contract.ts'
import { filesOf } from './document/walk.ts'
import { render } from './render.ts'
import { staffFileUrls } from './staff-files.ts'

/** How a document will be read, and what stands in the way of that. Nothing is kept. */
export async function previewDocument(
  reader: Reader,
  { locale, doc }: { locale: string; doc: HelpDocument },
): Promise<{ html: string; text: string; missing: Missing[] }> {
  const fileUrl = await staffFileUrls(reader, filesOf(doc))
  return { ...(await render(reader, doc, locale, fileUrl)), missing: missingIn(doc) }
}
