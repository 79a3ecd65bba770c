import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { App } from '#platform/app'
import { assert } from '#platform/errors'
import { limits } from '../limits.ts'
import { fileOutbox } from '../adapters/email/file-outbox.ts'
import { sendingServers } from '../adapters/email/sending-servers.ts'
import { smtpMail, type SmtpSettings } from '../adapters/email/smtp.ts'
import { diskFiles } from '../adapters/files/disk.ts'
import { remotePictures } from '../adapters/files/remote-pictures.ts'
import { createGuardedFetch } from '../adapters/guarded-fetch.ts'
import { holidayFeeds } from '../adapters/holiday-feeds.ts'
import { imapMailboxes } from '../adapters/mailboxes/imap.ts'
import { providerSignIn } from '../adapters/mailboxes/provider-sign-in.ts'
import { nameServers } from '../adapters/name-servers.ts'
import { keySets } from '../adapters/sign-in/key-sets.ts'
import { openIdProviders } from '../adapters/sign-in/open-id.ts'
import { fakeLabels } from '../adapters/labels/fake/adapter.ts'
import { fakePayments } from '../adapters/payments/fake/adapter.ts'
import { connectedFake, keepDemonstrationFakes, type DemonstrationFakes, type KeptFake } from '../adapters/run-fake.ts'
import { fakeStorefront } from '../adapters/storefronts/fake/adapter.ts'
import { holidayFeedPort } from '../modules/calendars/ports.ts'
import { storefrontPort } from '../modules/changes/ports.ts'
import { fileStore, remotePicturePort } from '../modules/files/ports.ts'
import { keySetPort, openIdPort } from '../modules/logins/ports.ts'
import { mailboxPort, mailSignInPort, nameServerPort } from '../modules/mail/ports.ts'
import { emailPort, sendingServersPort } from '../modules/mail/outgoing/ports.ts'
import { paymentPort } from '../modules/refunds/ports.ts'
import { listenForMail } from './mail-listener.ts'
import { connectMessages, demonstrationTexts } from './messages.ts'
import { connectTelephony } from './telephony.ts'
import { openPayments, paymentHealth, type PaymentConnection } from './payments.ts'
import { smsWebhookPath } from '../modules/notifications/ports.ts'
import { labelPort } from '../modules/returns/way/ports.ts'

export interface Adapters {
  /** Tells the shipped fakes where this program receives webhooks; real senders are told by whoever connects them. */
  receiveWebhooksAt(url: string): Promise<void>
  /** Through what money is moved, and whether that works. */
  paymentHealth(): { through: string; state: string }
  stop(): Promise<void>
}

/**
 * Connects the ports of the modules to the outside world, as the settings say. The demonstration store gets the shipped
 * payment provider, storefront and label service, in a process of their own, each with its own books.
 */
export async function connectAdapters(app: App): Promise<Adapters> {
  const { config, ports } = app
  const now = () => app.clock.now()
  ports.set(fileStore, diskFiles(join(config.dataFolder, 'files')))
  const pictures = createGuardedFetch()
  ports.set(remotePicturePort, remotePictures(pictures))
  ports.set(holidayFeedPort, holidayFeeds(pictures))
  ports.set(keySetPort, keySets(pictures))
  ports.set(openIdPort, openIdProviders({ fetch: pictures }))
  ports.set(nameServerPort, nameServers(limits.mail.names))
  ports.set(mailboxPort, imapMailboxes({ allowInside: config.insideMailServers }))
  ports.set(sendingServersPort, sendingServers({ allowInside: config.insideMailServers, dkim: dkimOf(config), now }))
  ports.set(mailSignInPort, providerSignIn({ clients: config.mailSignIn, fetch: pictures }))
  ports.set(
    emailPort,
    config.smtpUrl
      ? smtpMail(smtpSettings(config, config.smtpUrl, now))
      : fileOutbox({ folder: join(config.dataFolder, 'mail'), now }),
  )
  const endCalls = await connectTelephony(app)
  const listener = await listenForMail(app)
  if (!app.demo || !config.roles.has('worker')) {
    // Another process runs the demonstration store's fakes; one that is named can be spoken to from here as well.
    const url = app.demo ? config.fakeStorefrontUrl : undefined
    const connection = connectPayments(app, url ? { url, webhookSecrets: [demonstrationSecret(config)] } : undefined)
    const endMessages = connectMessages(app, app.demo ? config.fakeMessagesUrl : undefined)
    return {
      receiveWebhooksAt: async () => {},
      paymentHealth: paymentHealth(app, connection?.name ?? 'none'),
      stop: async () =>
        void (await Promise.all([listener?.stop(), endCalls(), endMessages(), connection?.close(), pictures.close()])),
    }
  }

  const named = {
    payments: config.fakePaymentsUrl,
    storefronts: config.fakeStorefrontUrl,
    labels: config.fakeLabelsUrl,
    messages: config.fakeMessagesUrl,
  }
  const own = Object.values(named).every((url) => url)
    ? undefined
    : await keepDemonstrationFakes(join(config.dataFolder, 'fakes'))
  const fake = (name: keyof DemonstrationFakes): KeptFake => {
    const url = named[name]
    const kept = url ? connectedFake(url) : own?.[name]
    assert(kept, `the fake of ${name} runs`)
    return kept
  }
  const [payments, storefront, labels, messages] = [
    fake('payments'),
    fake('storefronts'),
    fake('labels'),
    fake('messages'),
  ]
  const fetch = createGuardedFetch({ allowOrigins: [payments.url, storefront.url, labels.url] })
  const secret = demonstrationSecret(config)
  const webhookSecrets = [secret]
  const connection = connectPayments(app, { url: storefront.url, webhookSecrets })
  if (!connection) ports.set(paymentPort, fakePayments({ url: payments.url, fetch, webhookSecrets }))
  ports.set(storefrontPort, fakeStorefront({ url: storefront.url, fetch, now, webhookSecrets }))
  ports.set(labelPort, fakeLabels({ url: labels.url, fetch, webhookSecrets }))
  const endMessages = connectMessages(app, messages.url)
  return {
    async receiveWebhooksAt(url) {
      const tell = (kept: KeptFake, source: string) =>
        kept.control('PUT', '/control/webhook', { url: `${url}/api/v1/webhooks/${source}`, secret, mode: 'auto' })
      const told = await Promise.allSettled([
        tell(payments, 'payments'),
        tell(storefront, 'storefronts'),
        tell(labels, 'labels'),
        // This provider signs over the address that it calls, which for us is always the public one.
        messages.control('PUT', '/control/webhook', {
          url: `${url}${smsWebhookPath}`,
          secret: JSON.stringify({
            authToken: demonstrationTexts.authToken,
            url: `${config.publicUrl}${smsWebhookPath}`,
          }),
          mode: 'auto',
        }),
      ])
      // Notices are hints: without them everything is found by looking, only later.
      for (const { status } of told)
        if (status === 'rejected') app.log.warn('a shipped fake could not be told where notices go')
    },
    paymentHealth: paymentHealth(app, connection?.name ?? 'demonstration'),
    async stop() {
      const fakes = [payments.stop(), storefront.stop(), labels.stop(), messages.stop()]
      await Promise.all([listener?.stop(), endCalls(), endMessages(), ...fakes, pictures.close(), connection?.close()])
    },
  }
}

function demonstrationSecret(config: App['config']): string {
  return `whsec_${Buffer.from(config.secretFor('demonstration-webhooks'), 'base64url').toString('base64')}`
}

function connectPayments(app: App, storefront: Parameters<typeof openPayments>[1]): PaymentConnection | undefined {
  const connection = openPayments(app, storefront)
  if (connection) {
    app.ports.set(paymentPort, connection.port)
    app.log.info({ through: connection.name }, 'money on cards and accounts is moved by this connection')
  }
  return connection
}

// smtps:// speaks TLS from the first byte; smtp:// requires STARTTLS, except towards a relay on this machine.
function smtpSettings(config: App['config'], url: string, now: () => Date): SmtpSettings {
  const { protocol, hostname, port, username, password } = new URL(url)
  const isLocal = ['localhost', '127.0.0.1', '[::1]'].includes(hostname)
  const security = protocol === 'smtps:' ? 'tls' : isLocal ? 'none' : 'starttls'
  return {
    host: hostname,
    port: Number(port) || (security === 'tls' ? 465 : 587),
    security,
    dkim: dkimOf(config),
    ...(username ? { login: { name: decodeURIComponent(username), password: decodeURIComponent(password) } } : {}),
    now,
  }
}

function dkimOf({ mailDkim }: App['config']): SmtpSettings['dkim'] {
  return mailDkim && { ...mailDkim, privateKey: readFileSync(mailDkim.keyFile, 'utf8') }
}
