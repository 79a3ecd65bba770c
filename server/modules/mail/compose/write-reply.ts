import { escapeHtml } from '#platform/escape-html'
import { threadAddress, threadMessageId, type ThreadKey } from '../thread-address.ts'
import type { MailPerson } from '../reading/addresses.ts'
import { directionOf, paragraphsOf } from '../reading/paragraphs.ts'
import { readSubject } from '../reading/subject.ts'

export interface Reply {
  conversationId: string
  from: MailPerson
  to: readonly MailPerson[]
  cc?: readonly MailPerson[]
  subject: string
  text: string
  /** Of words in Latin letters, BCP 47. */
  language: string
  /** The mail that is answered, where there is one, and what that one referred to. */
  inReplyTo?: string
  references?: readonly string[]
  /** Whether a machine wrote it: then nobody's machine is to answer. */
  isAutomatic: boolean
  attachments?: readonly { name: string; contentType: string; content: Uint8Array }[]
  /** For tests, and for a mail that is sent once more. */
  nonce?: string
}

/** What nodemailer takes. */
export interface WrittenMail {
  from: MailPerson
  to: MailPerson[]
  cc: MailPerson[]
  replyTo: MailPerson
  subject: string
  text: string
  html: string
  messageId: string
  inReplyTo?: string
  references?: string[]
  headers: Record<string, string>
  attachments: { filename: string; contentType: string; content: Buffer }[]
}

// RFC 5322 names no limit; servers do, for a header as a whole.
const mostReferences = 20

/** A mail of a conversation: the writer's exact words as text, and as HTML with direction and language of each paragraph. */
export function writeReply(reply: Reply, key: ThreadKey): WrittenMail {
  const { conversationId, from, to, cc = [], inReplyTo, references = [], isAutomatic } = reply
  const address = threadAddress(conversationId, from.address, key) ?? from.address
  const chain = [...references.filter((id) => id !== inReplyTo), ...(inReplyTo ? [inReplyTo] : [])]
  return {
    from,
    to: [...to],
    cc: [...cc],
    replyTo: { name: from.name, address },
    subject: inReplyTo ? `Re: ${readSubject(reply.subject).bare}` : reply.subject,
    text: reply.text,
    html: inHtml(reply.text, reply.language),
    messageId: `<${threadMessageId(conversationId, key, reply.nonce)}>`,
    ...(inReplyTo ? { inReplyTo: `<${inReplyTo}>` } : {}),
    // The first one holds the thread together, the last ones say where we are in it.
    ...(chain.length > 0
      ? {
          references: (chain.length > mostReferences
            ? [...chain.slice(0, 1), ...chain.slice(1 - mostReferences)]
            : chain
          ).map((id) => `<${id}>`),
        }
      : {}),
    headers: isAutomatic ? { 'Auto-Submitted': 'auto-replied', 'X-Auto-Response-Suppress': 'All' } : {},
    attachments: (reply.attachments ?? []).map(({ name, contentType, content }) => ({
      filename: name,
      contentType,
      content: Buffer.from(content),
    })),
  }
}

function inHtml(text: string, language: string): string {
  const paragraphs = paragraphsOf(text, language).map(
    ({ text: words, dir, lang }) =>
      `<p dir="${dir}" lang="${escapeHtml(lang)}" style="margin:0 0 1em">${escapeHtml(words).replaceAll('\n', '<br>\n')}</p>`,
  )
  return `<!doctype html>
<html lang="${escapeHtml(language)}" dir="${directionOf(text)}">
<head><meta charset="utf-8"></head>
<body style="font-family:-apple-system,'Segoe UI',Roboto,Helvetica,Arial,sans-serif;font-size:16px;line-height:1.5">
${paragraphs.join('\n')}
</body>
</html>
`
}
