import { policyFaults } from './policy-values.ts'
import type { HelpDocument } from './contract.ts'
import { toText } from './to-text.ts'
import { walk } from './walk.ts'

export interface Missing {
  code: 'empty' | 'unknown_policy_key' | 'picture_not_fetched' | 'transcript_missing' | 'file_gone'
  /** Where, such as `doc.content[2]`, or which file. */
  path: string
}

/** What stands in the way of publishing a document. A draft may have all of it. */
export function missingIn(doc: HelpDocument): Missing[] {
  const missing: Missing[] = policyFaults(doc).map(({ path }) => ({ code: 'unknown_policy_key', path }))
  let shows = false
  for (const { node, path } of walk(doc)) {
    if (node.type === 'image' && node.attrs.file === null) missing.push({ code: 'picture_not_fetched', path })
    if (node.type === 'video' && node.attrs.transcript.trim() === '') missing.push({ code: 'transcript_missing', path })
    shows ||= node.type === 'image' || node.type === 'video'
  }
  if (!shows && toText(doc, () => '-') === '') missing.push({ code: 'empty', path: 'doc' })
  return missing
}
