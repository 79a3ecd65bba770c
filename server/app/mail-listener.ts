import { readFile } from 'node:fs/promises'
import { findRecipient, receiveMail } from '#modules/mail'
import type { App } from '#platform/app'
import { type SmtpListener, smtpListener } from '../adapters/mailboxes/smtp-listener.ts'

/** Takes mail in over SMTP where the settings say so. */
export async function listenForMail(app: App): Promise<SmtpListener | undefined> {
  const { mailListener, publicUrl, roles } = app.config
  if (!mailListener || !roles.has('http')) return undefined
  const { host, port, tls } = mailListener
  const listener = await smtpListener({
    host,
    port,
    name: new URL(publicUrl).hostname,
    ...(tls
      ? { certificate: async () => ({ cert: await readFile(tls.certificate), key: await readFile(tls.key) }) }
      : {}),
    findRecipient: (address) => findRecipient(app, address),
    receive: (mail) => receiveMail(app, mail),
    log: app.log,
  })
  app.log.info({ host, port: listener.port, startTls: tls !== undefined }, 'mail is taken in over SMTP')
  return listener
}
