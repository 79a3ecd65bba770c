import type { Reader } from '#platform/work'
import { policyValues } from './document/policy-values.ts'
import type { HelpDocument } from './document/contract.ts'
import { toHtml } from './document/to-html.ts'
import { toText } from './document/to-text.ts'
import { wordsFor } from './document/words.ts'

/** Where everybody finds a file of a published article. */
export function publicFileUrl(id: string): string {
  return `/help/files/${id}`
}

/** A document as HTML and as plain text in its language, with the rules as they stand now. */
export async function render(
  reader: Reader,
  doc: HelpDocument,
  locale: string,
  fileUrl: (id: string) => string = publicFileUrl,
): Promise<{ html: string; text: string }> {
  const valueOf = await policyValues(reader, locale)
  return { html: toHtml(doc, { valueOf, fileUrl, words: wordsFor(locale), locale }), text: toText(doc, valueOf) }
}
