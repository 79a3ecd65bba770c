import { OutsideError } from '#platform/outside-error'
import { definePort } from '#platform/port'

export { isPlainAddress } from '../plain-address.ts'

/**
 * Where mail leaves. What throws is always an `OutsideError`: `refused` for a permanent error (no such mailbox, content
 * rejected), `not_done` for a temporary one (greylisting, server down), `unknown` when the connection was lost after the
 * content was handed over. An `unknown` mail may be sent again: SMTP has no keys, so the same `messageId` lets mail programs
 * drop the double.
 */
export interface EmailPort {
  send(mail: OutgoingMail): Promise<SentMail>
}

/** `refused` of all recipients themselves, before anything of the mail was handed over. */
export class RecipientRefused extends OutsideError {
  /** The three digits that the server answered, by address in small letters. */
  readonly answers: ReadonlyMap<string, string>

  constructor(code: string, message: string, answers: ReadonlyMap<string, string>, options: { cause?: unknown } = {}) {
    super('refused', code, message, options)
    this.answers = answers
  }
}

export interface MailAddress {
  name?: string
  address: string
}

export interface OutgoingMail {
  /** The delivery's own key: the same key is sent at most once as far as the transport allows. */
  key: string
  from: MailAddress
  to: MailAddress
  cc?: readonly MailAddress[]
  replyTo?: MailAddress
  /** Where failures are reported; empty: nowhere (RFC 3834 asks that of automatic mail). Without it the sender's address. */
  envelopeFrom?: string
  subject: string
  text: string
  html?: string
  /** Without angle brackets: `<something>@<domain of the store>`. */
  messageId: string
  /** More headers: In-Reply-To, References, Auto-Submitted, List-Unsubscribe… */
  headers?: Record<string, string>
  attachments?: MailAttachment[]
}

export interface MailAttachment {
  name: string
  contentType: string
  content: Uint8Array
  /** Set for a picture that the html shows as `cid:<contentId>`. */
  contentId?: string
}

export interface SentMail {
  messageId: string
  /** What the server answered, or the file that was written. */
  response: string
}

export const emailPort = definePort<EmailPort>('email')

/** A server of a mailbox's own, for what leaves from it. */
export interface SendingServer {
  host: string
  port: number
  /** `tls` from the first byte, `starttls` required, `none` inside our own network. */
  security: 'tls' | 'starttls' | 'none'
  /** Null: it asks for no sign-in. */
  account: string | null
  secret: string
}

/** Mail through servers that somebody named in the settings; what throws is as of `EmailPort`, and `address_not_allowed`. */
export interface SendingServersPort {
  send(server: SendingServer, mail: OutgoingMail): Promise<SentMail>
  /** Connects and signs in; throws what `send` would throw. */
  verify(server: SendingServer): Promise<void>
}

export const sendingServersPort = definePort<SendingServersPort>('sending-servers')
