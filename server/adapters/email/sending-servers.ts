import { isIP } from 'node:net'
import { OutsideError } from '#platform/outside-error'
import { limits } from '../../limits.ts'
import type { SendingServer, SendingServersPort } from '../../modules/mail/outgoing/ports.ts'
import { reachableAddress } from '../reachable-address.ts'
import { smtpMail, type SmtpMail, type SmtpSettings } from './smtp.ts'

export interface SendingServersOptions {
  /** `host:port` of servers that may lie inside our own network; everything else must be on the public internet. */
  allowInside?: readonly string[]
  /** Signs what leaves from its domain. */
  dkim?: SmtpSettings['dkim']
  certificateAuthorities?: string
  now: () => Date
}

/** Servers of mailboxes over SMTP. Each mail has a connection of its own: they are few beside those of the store's server. */
export function sendingServers(options: SendingServersOptions): SendingServersPort {
  const { allowInside, dkim, certificateAuthorities, now } = options
  async function through<T>(server: SendingServer, from: string, use: (smtp: SmtpMail) => Promise<T>): Promise<T> {
    const host = await reachableAddress(server, allowInside).catch((error: unknown) => {
      // Said about the server, not about the mail: that waits until the server is put right.
      throw error instanceof OutsideError ? new OutsideError('not_done', error.code, error.message) : error
    })
    const { account, secret } = server
    const smtp = smtpMail({
      host,
      port: server.port,
      security: server.security,
      ...(isIP(server.host) ? {} : { serverName: server.host }),
      ...(account === null ? {} : { login: { name: account, password: secret } }),
      ...(dkim && from.toLowerCase().endsWith(`@${dkim.domain}`) ? { dkim } : {}),
      ...(certificateAuthorities ? { certificateAuthorities } : {}),
      timeoutMs: limits.mail.connectSeconds * 1000,
      now,
    })
    try {
      return await use(smtp)
    } finally {
      smtp.close()
    }
  }
  return {
    send: (server, mail) => through(server, mail.from.address, (smtp) => smtp.send(mail)),
    verify: (server) => through(server, '', (smtp) => smtp.verify()),
  }
}
