import { once } from 'node:events'
import type { AddressInfo } from 'node:net'
import { SMTPServer, type SMTPServerDataStream, type SMTPServerSession } from 'smtp-server'
import type { Log } from '#platform/log'
import { networkOf } from '#platform/auth/network-of'
import { limits } from '../../limits.ts'

export interface SmtpListenerOptions {
  host: string
  /** 0: a free one. */
  port: number
  /** How it greets. */
  name: string
  /** For STARTTLS, PEM, asked for anew every hour; without one it is not offered. */
  certificate?: () => Promise<{ cert: Buffer; key: Buffer }>
  /** The mailbox that an address belongs to; undefined: there is none. What throws is answered as a passing trouble. */
  findRecipient(address: string): Promise<string | undefined>
  /** Keeps a mail; its sender is told that we have it only once this has ended well. */
  receive(mail: ArrivedBySmtp): Promise<void>
  log: Pick<Log, 'info' | 'warn'>
  /** Other ones than the program's. */
  limits?: Partial<Record<keyof typeof limits.mail.listener | 'broughtBytes', number>>
}

export interface ArrivedBySmtp {
  raw: Buffer
  /** Empty: from nobody, as reports are. */
  envelopeFrom: string
  recipients: Map<string, string[]>
  handedOver: { ip: string; helo: string }
}

export interface SmtpListener {
  readonly port: number
  /** Takes no further connection, and lets what is under way come to its end, for a while. */
  stop(): Promise<void>
}

interface Connection {
  /** Mailbox by address, of what was accepted. */
  mailboxes: Map<string, string>
  unknown: number
  timer: NodeJS.Timeout
  address: string
}

/**
 * Takes mail in from whoever brings it, for addresses that are ours. A mail that cannot be kept now is answered 451, so that its
 * sender keeps it and comes again; only what was kept is answered 250.
 */
export async function smtpListener(options: SmtpListenerOptions): Promise<SmtpListener> {
  const bounds = { ...limits.mail.listener, broughtBytes: limits.mail.broughtBytes, ...options.limits }
  const connections = new Map<string, Connection>()
  const ofAddress = (address: string) => [...connections.values()].filter((each) => each.address === address).length
  let bytesUnderWay = 0

  const collect = async (stream: SMTPServerDataStream): Promise<Buffer> => {
    const chunks: Buffer[] = []
    let held = 0
    let isFull = false
    try {
      for await (const chunk of stream as AsyncIterable<Buffer>) {
        // Read to its end in any case: only then can it be answered.
        isFull ||= bytesUnderWay + chunk.length > bounds.bytesAtOnce
        if (isFull || stream.sizeExceeded) continue
        chunks.push(chunk)
        held += chunk.length
        bytesUnderWay += chunk.length
      }
      if (stream.sizeExceeded) throw answer(552, `5.3.4 A mail may have ${bounds.broughtBytes} bytes.`)
      if (isFull) throw answer(451, '4.3.2 Many mails are coming in. Please try again later.')
      return Buffer.concat(chunks)
    } finally {
      bytesUnderWay -= held
    }
  }

  const busy = new Set<string>()
  const keep = async (stream: SMTPServerDataStream, session: SMTPServerSession): Promise<void> => {
    const { id, envelope, remoteAddress: ip, hostNameAppearsAs: helo } = session
    const raw = await collect(stream)
    const mailboxes = connections.get(id)?.mailboxes
    const recipients = new Map<string, string[]>()
    for (const { address } of envelope.rcptTo) {
      const mailbox = mailboxes?.get(address)
      if (mailbox) recipients.set(mailbox, [...(recipients.get(mailbox) ?? []), address])
    }
    const envelopeFrom = envelope.mailFrom ? envelope.mailFrom.address : ''
    await options.receive({ raw, envelopeFrom, recipients, handedOver: { ip, helo } })
  }

  const server = new SMTPServer({
    name: options.name,
    banner: 'Makeright',
    disabledCommands: options.certificate ? ['AUTH'] : ['AUTH', 'STARTTLS'],
    ...(options.certificate ? await options.certificate() : {}),
    authOptional: true,
    disableReverseLookup: true,
    size: bounds.broughtBytes,
    maxClients: bounds.clients,
    maxRecipients: bounds.recipients,
    socketTimeout: bounds.idleSeconds * 1000,
    closeTimeout: limits.http.stopSeconds * 1000,
    logger: false,
    onConnect({ id, remoteAddress }, done) {
      const address = networkOf(remoteAddress)
      if (ofAddress(address) >= bounds.clientsPerAddress)
        return done(answer(421, '4.7.0 You have many connections open. Please try again later.'))
      const timer = setTimeout(() => end(server, id, 'This took too long.'), bounds.connectionSeconds * 1000)
      connections.set(id, { mailboxes: new Map(), unknown: 0, timer, address })
      done()
    },
    onClose({ id }) {
      clearTimeout(connections.get(id)?.timer)
      connections.delete(id)
    },
    onRcptTo({ address }, { id }, done) {
      const connection = connections.get(id)
      options.findRecipient(address).then(
        (mailbox) => {
          if (mailbox) {
            connection?.mailboxes.set(address, mailbox)
            return done()
          }
          if (connection && ++connection.unknown >= bounds.unknownRecipients)
            return done(answer(421, '4.7.0 None of these addresses is here.'))
          done(answer(550, '5.1.1 There is no such mailbox here.'))
        },
        (error: Error) => done(passing(error, options.log)),
      )
    },
    onData(stream, session, done) {
      busy.add(session.id)
      keep(stream, session)
        .finally(() => busy.delete(session.id))
        .then(
          () => done(null, 'kept'),
          (error: Error & { responseCode?: number }) =>
            done(error.responseCode === undefined ? passing(error, options.log) : error),
        )
    },
  })
  // Of connections: their senders come again.
  server.on('error', (error) => options.log.info({ reason: error.message }, 'a mail connection broke'))
  server.listen(options.port, options.host)
  await once(server.server, 'listening')
  const renewing = renewCertificate(server, options, bounds.certificateSeconds)
  return {
    port: (server.server.address() as AddressInfo).port,
    async stop() {
      clearInterval(renewing)
      const closed = new Promise<void>((resolve) => server.close(() => resolve()))
      for (const { id } of server.connections) if (!busy.has(id)) end(server, id, 'We are closing. Please come again.')
      await closed
    },
  }
}

function answer(responseCode: number, message: string): Error {
  return Object.assign(new Error(message), { responseCode })
}

// Whatever happened here: the mail stays with its sender, who tries for days.
function passing(error: Error, log: SmtpListenerOptions['log']): Error {
  log.warn({ reason: error.message }, 'a mail could not be kept and stays with its sender')
  return answer(451, '4.3.0 It cannot be kept just now. Please try again later.')
}

function end(server: SMTPServer, id: string, why: string): void {
  for (const connection of server.connections) if (connection.id === id) connection.send(421, why)
}

function renewCertificate(
  server: SMTPServer,
  { certificate, log }: SmtpListenerOptions,
  everySeconds: number,
): NodeJS.Timeout | undefined {
  if (!certificate) return undefined
  const renew = () =>
    certificate().then(
      (pair) => server.updateSecureContext(pair),
      (error: Error) => log.warn({ reason: error.message }, 'the certificate for mail could not be read again'),
    )
  return setInterval(() => void renew(), everySeconds * 1000).unref()
}
