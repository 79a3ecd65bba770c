/** A mail to a shop's mailbox: text and HTML, as mail programs write it, about four kilobytes. */
export interface ThreadMail {
  from: string
  to?: string
  subject: string
  messageId: string
  inReplyTo?: string
  /** Header fields that a server adds on the way. */
  above?: string
}

export function threadMail({
  from,
  to = 'support@shop.test',
  subject,
  messageId,
  inReplyTo,
  above = '',
}: ThreadMail): Buffer {
  const words = `I ordered two lamps and only one of them came. This is about ${messageId}. `
  const text = `${words}\r\n\r\n${'The parcel looked fine from outside and the tape was not cut. '.repeat(16)}`
  return Buffer.from(
    `${above}${[
      `From: ${from}`,
      `To: ${to}`,
      `Subject: ${subject}`,
      `Message-ID: <${messageId}>`,
      ...(inReplyTo === undefined ? [] : [`In-Reply-To: <${inReplyTo}>`, `References: <${inReplyTo}>`]),
      'Date: Mon, 02 Mar 2026 14:00:00 +0000',
      'MIME-Version: 1.0',
      'Content-Type: multipart/alternative; boundary=b1',
      '',
      `--b1\r\nContent-Type: text/plain; charset=utf-8\r\n\r\n${text}`,
      `--b1\r\nContent-Type: text/html; charset=utf-8\r\n\r\n<div dir="ltr"><p style="color:#333">${text.replaceAll('\r\n\r\n', '</p><p>')}</p></div>`,
      '--b1--',
      '',
    ].join('\r\n')}`,
  )
}
