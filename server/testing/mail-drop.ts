import { once } from 'node:events'
import type { AddressInfo } from 'node:net'
import { buffer } from 'node:stream/consumers'
import { SMTPServer } from 'smtp-server'
import { type SmtpMail, smtpMail } from '../adapters/email/smtp.ts'

export { composeMail } from '../adapters/email/compose-mail.ts'
export { sendingServers } from '../adapters/email/sending-servers.ts'

/** A mail as it arrived at a server. */
export interface DroppedMail {
  envelopeFrom: string
  to: string[]
  raw: Buffer
}

/** A real mail server that keeps what it is handed, and the port through which the program hands it over. */
export interface MailDrop {
  readonly mails: DroppedMail[]
  readonly port: SmtpMail
  readonly smtpPort: number
  /** Addresses that the server does not know. */
  readonly unknown: Set<string>
  /** Answers temporarily that it has no time. */
  busy: boolean
  close(): Promise<void>
}

export async function openMailDrop(
  now: () => Date,
  signing: Partial<Parameters<typeof smtpMail>[0]> = {},
  login?: { name: string; password: string },
): Promise<MailDrop> {
  const mails: DroppedMail[] = []
  const unknown = new Set<string>()
  const state = { busy: false }
  const refusal = (responseCode: number, message: string) => Object.assign(new Error(message), { responseCode })
  const server = new SMTPServer({
    authOptional: login === undefined,
    allowInsecureAuth: true,
    disabledCommands: login ? ['STARTTLS'] : ['STARTTLS', 'AUTH'],
    onAuth: ({ username, password }, _session, done) =>
      username === login?.name && password === login?.password
        ? done(null, { user: username })
        : done(new Error('This is not the password')),
    disableReverseLookup: true,
    closeTimeout: 1,
    onMailFrom: (_address, _session, done) => (state.busy ? done(refusal(421, 'Come back later')) : done()),
    onRcptTo: ({ address }, _session, done) =>
      unknown.has(address) ? done(refusal(550, '5.1.1 No such user')) : done(),
    onData: (stream, { envelope }, done) => {
      // What breaks off in the middle is nothing.
      void buffer(stream).then((raw) => {
        mails.push({
          envelopeFrom: envelope.mailFrom ? envelope.mailFrom.address : '',
          to: envelope.rcptTo.map(({ address }) => address),
          raw,
        })
        done(null, 'kept')
      }, done)
    },
  })
  server.on('error', () => undefined)
  server.listen(0, '127.0.0.1')
  await once(server.server, 'listening')
  const smtpPort = (server.server.address() as AddressInfo).port
  const port = smtpMail({
    host: '127.0.0.1',
    port: smtpPort,
    security: 'none',
    now,
    ...signing,
  })
  return {
    mails,
    port,
    smtpPort,
    unknown,
    get busy() {
      return state.busy
    },
    set busy(value) {
      state.busy = value
    },
    async close() {
      port.close()
      await new Promise<void>((resolve) => server.close(() => resolve()))
    },
  }
}

/** Of one that was sent to an address, the newest. */
export function lastTo(mails: readonly DroppedMail[], address: string): DroppedMail | undefined {
  return mails.findLast(({ to }) => to.includes(address))
}
