import MailComposer, { type MailComposerOptions } from 'nodemailer/lib/mail-composer'
import type { MailAddress, OutgoingMail } from '../../modules/mail/outgoing/ports.ts'

/** The whole message as it goes over the wire (RFC 5322, CRLF). `sentAt` becomes its Date. */
export function composeMail(mail: OutgoingMail, sentAt: Date): Promise<Buffer> {
  return new MailComposer(composerOptionsOf(mail, sentAt)).compile().build()
}

function composerOptionsOf(mail: OutgoingMail, sentAt: Date): MailComposerOptions {
  return {
    from: addressOf(mail.from),
    to: addressOf(mail.to),
    ...(mail.cc?.length ? { cc: mail.cc.map(addressOf) } : {}),
    ...(mail.replyTo ? { replyTo: addressOf(mail.replyTo) } : {}),
    subject: mail.subject,
    text: mail.text,
    ...(mail.html === undefined ? {} : { html: mail.html }),
    messageId: `<${mail.messageId}>`,
    date: sentAt,
    headers: mail.headers ?? {},
    attachments: (mail.attachments ?? []).map((attachment) => ({
      filename: attachment.name,
      contentType: attachment.contentType,
      content: Buffer.from(attachment.content),
      ...(attachment.contentId ? { cid: attachment.contentId } : {}),
    })),
    disableFileAccess: true,
    disableUrlAccess: true,
  }
}

function addressOf({ name, address }: MailAddress): { name: string; address: string } {
  return { name: name ?? '', address }
}
