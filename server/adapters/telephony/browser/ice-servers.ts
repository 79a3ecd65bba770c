import { createHmac } from 'node:crypto'
import { limits } from '../../../limits.ts'
import type { IceServer } from '../../../modules/calls/ports.ts'

export interface IceSettings {
  servers: readonly {
    url: string /** Shared with the server; it makes names and passwords that work for a while. */
    secret?: string
  }[]
}

const address = /^(stuns?|turns?):(?:([^@\s]+)@)?([^@\s/?]+(?:\?transport=(?:udp|tcp))?)$/i

/**
 * Reads `TURN_SERVERS`: `stun:stun.example.com:3478` and `turn:secret@turn.example.com:3478?transport=udp`, comma-separated, the
 * secret percent-encoded. Undefined where something in it is neither.
 */
export function readIceServers(text: string): IceSettings | undefined {
  const servers: { url: string; secret?: string }[] = []
  for (const part of text.split(',').map((each) => each.trim())) {
    const [, scheme = '', secret, rest = ''] = address.exec(part) ?? []
    const needsSecret = scheme.toLowerCase().startsWith('turn')
    if (!scheme || needsSecret !== (secret !== undefined)) return undefined
    servers.push({ url: `${scheme.toLowerCase()}:${rest}`, ...(secret ? { secret: decodeURIComponent(secret) } : {}) })
  }
  return { servers }
}

/** What a browser is told, with a name and a password that end after some hours, as coturn's `use-auth-secret` checks them. */
export function iceServersFor({ servers }: IceSettings, callId: string, now: Date): IceServer[] {
  const username = `${Math.floor(now.getTime() / 1000) + limits.browserCalls.turnSeconds}:${callId}`
  return servers.map(({ url, secret }) =>
    secret === undefined
      ? { urls: url }
      : { urls: url, username, credential: createHmac('sha1', secret).update(username).digest('base64') },
  )
}
