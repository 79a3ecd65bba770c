import { escapeHtml } from '#platform/escape-html'
import type { OutgoingMail } from '../outgoing/ports.ts'
import { referenceHeaders } from '../outgoing/reference-headers.ts'
import { directionOf } from '../reading/paragraphs.ts'
import type { MailPerson } from '../reading/addresses.ts'
import { readSubject } from '../reading/subject.ts'
import { textToHtml } from './text-to-html.ts'
import { returnPath, threadAddress, threadMessageId, type ThreadKey } from '../thread-address.ts'

/** An answer of a person, as it leaves. */
export interface Reply {
  /** The delivery's own key: the id of the mail. */
  key: string
  conversationId: string
  from: MailPerson
  to: MailPerson
  cc: readonly MailPerson[]
  subject: string
  text: string
  /** Of words in Latin letters, BCP 47. */
  language: string
  /** The mail that is answered, where there is one, and what went before it, without angle brackets. */
  inReplyTo: string | null
  references: readonly string[]
  attachments: OutgoingMail['attachments']
  /** Makes the Message-ID; the same for a mail that is sent once more. */
  nonce: string
}

/** A mail of a conversation: the writer's exact words as text, and as HTML with direction and language of each paragraph. */
export function writeReply(reply: Reply, key: ThreadKey): OutgoingMail {
  const { conversationId, from, to, cc, inReplyTo, references, nonce } = reply
  const address = threadAddress(conversationId, from.address, key) ?? from.address
  return {
    key: reply.key,
    from,
    to,
    cc,
    replyTo: { name: from.name, address },
    // Whoever else gets it learns its return path: a report would prove nothing of any one of them.
    envelopeFrom: (cc.length === 0 ? returnPath(reply.key, from.address, key) : undefined) ?? address,
    subject: inReplyTo ? `Re: ${readSubject(reply.subject).bare}` : reply.subject,
    text: reply.text,
    html: inHtml(reply.text, reply.language),
    messageId: threadMessageId(conversationId, key, nonce),
    headers: referenceHeaders(inReplyTo, references),
    ...(reply.attachments ? { attachments: reply.attachments } : {}),
  }
}

/** Words as the page of a mail. @param language of words in Latin letters, BCP 47 */
export function inHtml(text: string, language: string): string {
  return `<!doctype html>
<html lang="${escapeHtml(language)}" dir="${directionOf(text)}">
<head><meta charset="utf-8"></head>
<body style="font-family:-apple-system,'Segoe UI',Roboto,Helvetica,Arial,sans-serif;font-size:16px;line-height:1.5">
${textToHtml(text, language)}
</body>
</html>
`
}
