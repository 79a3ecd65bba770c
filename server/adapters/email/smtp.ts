import { createTransport } from 'nodemailer'
import { OutsideError } from '#platform/outside-error'
import { type EmailPort, isPlainAddress, RecipientRefused } from '../../modules/mail/outgoing/ports.ts'
import { composeMail } from './compose-mail.ts'

export interface SmtpSettings {
  host: string
  port: number
  /** `tls` from the first byte (465), `starttls` required (587), `none` only towards a relay on this machine. */
  security: 'tls' | 'starttls' | 'none'
  /** What its certificate has to name, where `host` is an address. */
  serverName?: string
  login?: { name: string; password: string }
  /** Signs what leaves (RFC 6376): the key is a PEM, its public half stands in the DNS under `<selector>._domainkey.<domain>`. */
  dkim?: { domain: string; selector: string; privateKey: string }
  /** Additional certificate authorities, PEM. */
  certificateAuthorities?: string
  now: () => Date
  timeoutMs?: number
}

export interface SmtpMail extends EmailPort {
  /** Connects and signs in; throws what `send` would throw. */
  verify(): Promise<void>
  close(): void
}

/** Mail over SMTP with a few connections kept open. Lost connections are never tried again here: the caller decides. */
export function smtpMail(settings: SmtpSettings): SmtpMail {
  const timeoutMs = settings.timeoutMs ?? 30_000
  const transport = createTransport({
    pool: true,
    maxConnections: 3,
    maxRequeues: 0,
    host: settings.host,
    port: settings.port,
    secure: settings.security === 'tls',
    requireTLS: settings.security === 'starttls',
    ignoreTLS: settings.security === 'none',
    connectionTimeout: timeoutMs,
    greetingTimeout: timeoutMs,
    socketTimeout: timeoutMs,
    disableFileAccess: true,
    disableUrlAccess: true,
    tls: {
      ...(settings.certificateAuthorities ? { ca: settings.certificateAuthorities } : {}),
      ...(settings.serverName ? { servername: settings.serverName } : {}),
    },
    ...(settings.dkim
      ? {
          dkim: {
            domainName: settings.dkim.domain,
            keySelector: settings.dkim.selector,
            privateKey: settings.dkim.privateKey,
          },
        }
      : {}),
    ...(settings.login ? { auth: { user: settings.login.name, pass: settings.login.password } } : {}),
  })
  return {
    async send(mail) {
      const raw = await composeMail(mail, settings.now())
      const to = [mail.to, ...(mail.cc ?? [])].map(({ address }) => address)
      for (const address of mail.envelopeFrom === '' ? to : [...to, mail.envelopeFrom ?? mail.from.address])
        if (!isPlainAddress(address))
          throw new OutsideError('refused', 'bad_address', 'This is not one address that a mail server takes')
      const envelope = { from: mail.envelopeFrom ?? mail.from.address, to }
      const sent = await transport.sendMail({ envelope, raw }).catch((error: SmtpFailure) => {
        throw classified(error)
      })
      return { messageId: mail.messageId, response: sent.response }
    },
    async verify() {
      await transport.verify().catch((error: SmtpFailure) => {
        throw classified(error)
      })
    },
    close: () => transport.close(),
  }
}

type SmtpFailure = Error & {
  code?: string
  command?: string
  originalCode?: string
  responseCode?: number
  response?: string
  recipient?: string
  rejectedErrors?: SmtpFailure[]
}

function answersOf({ rejectedErrors = [] }: SmtpFailure): Map<string, string> {
  return new Map(rejectedErrors.map((each) => [each.recipient?.toLowerCase() ?? '', String(each.responseCode ?? '')]))
}

const neverConnected = new Set([
  'ECONNREFUSED',
  'ENOTFOUND',
  'EAI_AGAIN',
  'ENETUNREACH',
  'EHOSTUNREACH',
  'EDNS',
  'ETLS',
])
const minuteSeconds = 60

/**
 * RFC 5321 4.2.1: 4yz is temporary, 5yz permanent, for the mail when said about the mail. What the server says about the
 * session (login, TLS, our address on a block list) is repaired elsewhere, so the mail waits.
 */
function classified(error: SmtpFailure): OutsideError {
  const { code = '', originalCode = '', responseCode, response } = error
  const because = { cause: error }
  if (code === 'EAUTH' || code === 'ENOAUTH' || responseCode === 530) {
    return new OutsideError('not_done', 'unauthorized', 'The mail server does not accept our login', {
      ...because,
      retryAfterSeconds: 5 * minuteSeconds,
    })
  }
  const isAboutMail = ['MAIL FROM', 'RCPT TO', 'DATA'].includes(error.command ?? '')
  if (isAboutMail && responseCode !== undefined && responseCode >= 500) {
    const said = response ?? error.message
    return error.command === 'RCPT TO'
      ? new RecipientRefused(`smtp_${responseCode}`, said, answersOf(error), because)
      : new OutsideError('refused', `smtp_${responseCode}`, said, because)
  }
  if (responseCode !== undefined && responseCode >= 400) {
    return new OutsideError('not_done', `smtp_${responseCode}`, response ?? error.message, {
      ...because,
      retryAfterSeconds: minuteSeconds,
    })
  }
  if (neverConnected.has(code) || neverConnected.has(originalCode)) {
    return new OutsideError('not_done', 'unreachable', 'The mail server cannot be reached', because)
  }
  if (code === 'EENVELOPE' || code === 'EMESSAGE')
    return new OutsideError('refused', 'mail_invalid', error.message, because)
  return new OutsideError('unknown', code === 'ETIMEDOUT' ? 'timeout' : 'connection_lost', error.message, because)
}
