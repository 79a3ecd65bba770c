import { createHmac, createSign, generateKeyPairSync, type KeyObject } from 'node:crypto'
import type { App } from '#platform/app'
import { assert } from '#platform/errors'
import { listenForMail } from '../app/mail-listener.ts'
import type { SmtpListener } from '../adapters/mailboxes/smtp-listener.ts'

/** The program's own listener, on a free port. */
export async function openListener(app: App): Promise<SmtpListener> {
  const mailListener = { host: '127.0.0.1', port: 0, tls: undefined }
  const listener = await listenForMail({ ...app, config: { ...app.config, mailListener } })
  assert(listener, 'it listens')
  return listener
}

const keys = generateKeyPairSync('ec', { namedCurve: 'prime256v1' })

/** What the mailboxes of providers are told that requests are known by. */
export const webhookSecrets = {
  mailgun: 'signing-key-of-this-account',
  postmark: 'makeright:a-password-of-16-characters',
  sendgrid: keys.publicKey.export({ format: 'der', type: 'spki' }).toString('base64'),
}

/** A provider's request, in its own form. */
export interface ProviderPost {
  body: Buffer
  headers: Record<string, string>
}

/** As Mailgun's routes bring a raw mail. */
export function mailgunPost(
  raw: string | Buffer,
  {
    recipient = 'mailgun+1@shop.test',
    token = 'token-1',
    timestamp = secondsAgo(0),
    key = webhookSecrets.mailgun,
    encode = multipart,
  }: { recipient?: string; token?: string; timestamp?: string; key?: string; encode?: typeof multipart } = {},
): ProviderPost {
  const signature = createHmac('sha256', key)
    .update(timestamp + token)
    .digest('hex')
  const sender = 'bounce@one.test'
  return encode({ recipient, sender, subject: 'Something', 'body-mime': raw, timestamp, token, signature })
}

/** As Postmark's inbound webhook brings a mail with its raw content; without it where that is empty. */
export function postmarkPost(
  raw: string | Buffer,
  { recipient = 'postmark+1@shop.test', id = 'pm-1', login = webhookSecrets.postmark } = {},
): ProviderPost {
  const notice = {
    From: 'ava@one.test',
    OriginalRecipient: recipient,
    MessageID: id,
    Headers: [{ Name: 'Return-Path', Value: '<bounce@one.test>' }],
    ...(raw.length > 0 ? { RawEmail: raw.toString() } : {}),
  }
  const authorization = `Basic ${Buffer.from(login).toString('base64')}`
  return { body: Buffer.from(JSON.stringify(notice)), headers: { 'content-type': 'application/json', authorization } }
}

/** As SendGrid's Inbound Parse brings a raw mail under a policy that signs. */
export function sendgridPost(
  raw: string | Buffer,
  {
    recipient = 'sendgrid+1@shop.test',
    timestamp = secondsAgo(0),
    key = keys.privateKey,
  }: { recipient?: string; timestamp?: string; key?: KeyObject } = {},
): ProviderPost {
  const envelope = JSON.stringify({ to: [recipient], from: 'bounce@one.test' })
  const { body, headers } = multipart({ email: raw, envelope, charsets: '{"to":"UTF-8"}', sender_ip: '192.0.2.1' })
  const signature = createSign('sha256').update(timestamp).update(body).sign(key, 'base64')
  const signed = {
    'x-twilio-email-event-webhook-timestamp': timestamp,
    'x-twilio-email-event-webhook-signature': signature,
  }
  return { body, headers: { ...headers, ...signed } }
}

/** A time as providers say it. */
export function secondsAgo(seconds: number): string {
  return String(Math.floor(Date.now() / 1000) - seconds)
}

function multipart(fields: Record<string, string | Buffer>): ProviderPost {
  const parts = Object.entries(fields).flatMap(([name, value]) => [
    Buffer.from(`--xYzZY\r\nContent-Disposition: form-data; name="${name}"\r\n\r\n`),
    Buffer.from(value as Buffer),
    Buffer.from('\r\n'),
  ])
  const body = Buffer.concat([...parts, Buffer.from('--xYzZY--\r\n')])
  return { body, headers: { 'content-type': 'multipart/form-data; boundary=xYzZY' } }
}

/** The other form of a form. */
export function urlEncoded(fields: Record<string, string | Buffer>): ProviderPost {
  const hex = (byte: string) => `%${byte.charCodeAt(0).toString(16).padStart(2, '0')}`
  const encoded = (bytes: string | Buffer) =>
    Buffer.from(bytes as Buffer)
      .toString('latin1')
      .replaceAll(/[^\w.-]/g, hex)
  const pairs = Object.entries(fields).map(([name, value]) => `${encoded(name)}=${encoded(value)}`)
  return { body: Buffer.from(pairs.join('&')), headers: { 'content-type': 'application/x-www-form-urlencoded' } }
}
