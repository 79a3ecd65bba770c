import { OutsideError } from '#platform/outside-error'
import type { Timers } from '../timers.ts'
import { parseUri } from './address.ts'
import { type SipSettings, sipTelephony, type SipTelephony, type TrunkSettings } from './adapter.ts'
import { secretHash } from './digest.ts'
import { keptCalls } from './kept-calls.ts'
import type { Receiver, TransportKind } from './transport.ts'
import { tcpTransport } from './transport-tcp.ts'
import { udpTransport } from './transport-udp.ts'

export interface SipConnection {
  /** `sip:name:password@host:port;transport=udp;register`, the password percent-encoded; `sips:` speaks TLS. */
  trunk: string
  /** Where phones and the trunk reach us, over UDP and TCP: `192.0.2.10:5060`, `[2001:db8::10]:5060`. */
  listen: string
  /** With TLS for phones, on the port after that one. PEM. */
  tls?: { certificate: string; key: string }
  publicAddress?: string
  callerId?: string
  /** Desk phones: their realm, and the password of an account that may sign in now. */
  phones?: { realm: string; passwordOf(account: string): Promise<string | undefined>; isPublic?: boolean }
  headsets?: SipSettings['headsets']
  /** Where calls under way are kept. */
  folder: string
  timers?: Timers
}

/** Opens SIP telephony as settings describe it. Rejects when an address cannot be listened on. */
export async function connectSip(connection: SipConnection): Promise<SipTelephony> {
  const { phones, tls, folder, publicAddress, timers } = connection
  const trunk = { ...readTrunk(connection.trunk), callerId: connection.callerId }
  const at = readListen(connection.listen)
  const needsTls = tls !== undefined || trunk.transport === 'tls'
  return await sipTelephony({
    trunk,
    publicAddress,
    timers,
    headsets: connection.headsets,
    kept: keptCalls(folder),
    open: [
      (receiver: Receiver) => udpTransport(at, receiver),
      (receiver: Receiver) => tcpTransport(at, receiver),
      ...(needsTls
        ? [
            (receiver: Receiver) =>
              tcpTransport({ address: at.address, port: tls && at.port + 1, tls: tls ?? {} }, receiver),
          ]
        : []),
    ],
    registrar: phones && {
      realm: phones.realm,
      isPublic: phones.isPublic,
      async findAccount(account) {
        const password = await phones.passwordOf(account)
        if (password === undefined) return undefined
        const hashOf = (algorithm: 'MD5' | 'SHA-256') => secretHash(algorithm, account, phones.realm, password)
        return { MD5: hashOf('MD5'), 'SHA-256': hashOf('SHA-256') }
      },
    },
  })
}

/** Reads the address of a trunk with its name and password; throws an `OutsideError` that does not repeat them. */
export function readTrunk(text: string): TrunkSettings {
  const found = /^(sips?):(?:([^:@\s]+)(?::([^@\s]*))?@)?(\S+)$/i.exec(text)
  const uri = found && parseUri(`${found[1]}:${found[4]}`)
  const named = uri?.params.get('transport')?.toLowerCase() ?? 'udp'
  const transport = uri?.scheme === 'sips' ? 'tls' : named
  if (!found || !uri || !isTransport(transport))
    throw new OutsideError(
      'refused',
      'invalid_trunk',
      'The address of the trunk is not one: sip:name:password@host:port',
    )
  const [, , name, password = ''] = found
  return {
    host: uri.host,
    port: uri.port,
    transport,
    register: uri.params.has('register'),
    ...(name ? { login: { username: decodeURIComponent(name), password: decodeURIComponent(password) } } : {}),
  }
}

function isTransport(text: string): text is TransportKind {
  return text === 'udp' || text === 'tcp' || text === 'tls'
}

function readListen(text: string): { address: string; port: number } {
  const found = /^(?:\[([0-9a-f:.]+)\]|([0-9.]+)):(\d{1,5})$/i.exec(text)
  if (!found) throw new OutsideError('refused', 'invalid_address', 'Not an address to listen on: 192.0.2.10:5060')
  return { address: found[1] ?? found[2] ?? '', port: Number(found[3]) }
}
