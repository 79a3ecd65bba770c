import { redactNumbers } from '#platform/redact-numbers'
import { limits } from '../../../limits.ts'
import type { Authenticity } from '../reading/authenticate.ts'
import type { MailWarning, ReadMail } from '../reading/read-mail.ts'

/** What colleagues see of a mail beside its words, found when it was read. */
export interface MailTraits {
  /** `reused_id`: an earlier mail came under the same Message-ID. */
  warnings: (MailWarning | 'reused_id')[]
  /** Names of files that stay in the original only. */
  filesLeft: string[]
  hasHtml: boolean
  hasQuoted: boolean
  /** So long that the rest of its words is in the original only. */
  isCut: boolean
  /** Addresses of pictures elsewhere that it would load. */
  remotePictures: number
  /** Pictures that its own words show: Content-ID in lower case → file. */
  pictures: Record<string, string>
  /** Null where it could not be checked, such as while no name server answers. */
  authenticity: Authenticity | null
}

/** What is known of a mail out of its bytes alone. */
export function traitsOf(
  { html, quotedHtml, newText, quotedText, warnings, from, replyTo }: ReadMail,
  more: Pick<MailTraits, 'filesLeft' | 'pictures' | 'authenticity'>,
): MailTraits {
  const asksForged =
    !more.authenticity?.isAuthentic &&
    !warnings.includes('answers_go_elsewhere') &&
    replyTo.some(({ address }) => address.toLowerCase() !== from?.address.toLowerCase())
  const remote = `${html ?? ''}${quotedHtml ?? ''}`.matchAll(/ data-blocked-src="([^"]+)"/g)
  return {
    warnings: asksForged ? [...warnings, 'answers_go_elsewhere'] : warnings,
    hasHtml: html !== undefined,
    hasQuoted: quotedText !== '',
    isCut: newText.length > limits.mail.textCharacters,
    remotePictures: new Set([...remote].map(([, address]) => address)).size,
    ...more,
    filesLeft: more.filesLeft.map((name) => redactNumbers(name).text),
  }
}

/** Whether card numbers stand anywhere in its words; they are in no row, only in its bytes. */
export function hasCardNumbers({ from, subject, text }: ReadMail): boolean {
  return [from?.name ?? '', subject, text].some((words) => redactNumbers(words).redacted.length > 0)
}
