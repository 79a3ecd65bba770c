import { createHash, createSign, generateKeyPairSync, type KeyObject, randomBytes } from 'node:crypto'

/** An authenticator in a test's own memory: makes one passkey (ES256, no attestation) and signs with it, rightly or not. */
export interface SoftPasskey {
  readonly credentialId: string
  create(options: { challenge: string }, flags?: SoftFlags): object
  get(options: { challenge: string }, flags?: SoftFlags): object
}

export interface SoftFlags {
  origin?: string
  /** Whether the person was asked for finger, face or PIN. */
  verified?: boolean
  counter?: number
}

export function softPasskey(url: string): SoftPasskey {
  const { privateKey, publicKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' })
  const id = randomBytes(16)
  let count = 0
  const authData = (flags: SoftFlags, attested?: Buffer) => {
    const bits = 1 | (flags.verified === false ? 0 : 4) | (attested ? 64 : 0)
    const counter = Buffer.alloc(4)
    counter.writeUInt32BE(flags.counter ?? ++count)
    const rpIdHash = createHash('sha256').update(new URL(url).hostname).digest()
    return Buffer.concat([rpIdHash, Buffer.from([bits]), counter, ...(attested ? [attested] : [])])
  }
  const clientData = (type: string, challenge: string, flags: SoftFlags) =>
    Buffer.from(JSON.stringify({ type, challenge, origin: flags.origin ?? new URL(url).origin, crossOrigin: false }))
  const about = {
    id: id.toString('base64url'),
    rawId: id.toString('base64url'),
    type: 'public-key',
    clientExtensionResults: {},
  }
  return {
    credentialId: about.id,
    create({ challenge }, flags = {}) {
      const length = Buffer.alloc(2)
      length.writeUInt16BE(id.length)
      const attested = Buffer.concat([Buffer.alloc(16), length, id, coseKey(publicKey)])
      const attestationObject = cbor(
        new Map<unknown, unknown>([
          ['fmt', 'none'],
          ['attStmt', new Map()],
          ['authData', authData(flags, attested)],
        ]),
      )
      return {
        ...about,
        response: {
          clientDataJSON: clientData('webauthn.create', challenge, flags).toString('base64url'),
          attestationObject: attestationObject.toString('base64url'),
          transports: ['internal'],
        },
      }
    },
    get({ challenge }, flags = {}) {
      const [data, client] = [authData(flags), clientData('webauthn.get', challenge, flags)]
      const signature = createSign('sha256')
        .update(Buffer.concat([data, createHash('sha256').update(client).digest()]))
        .sign(privateKey)
      return {
        ...about,
        response: {
          clientDataJSON: client.toString('base64url'),
          authenticatorData: data.toString('base64url'),
          signature: signature.toString('base64url'),
        },
      }
    },
  }
}

function coseKey(key: KeyObject): Buffer {
  const { x = '', y = '' } = key.export({ format: 'jwk' })
  return cbor(
    new Map<unknown, unknown>([
      [1, 2],
      [3, -7],
      [-1, 1],
      [-2, Buffer.from(x, 'base64url')],
      [-3, Buffer.from(y, 'base64url')],
    ]),
  )
}

// As much of CBOR (RFC 8949) as an attestation without statement needs.
function cbor(value: unknown): Buffer {
  if (typeof value === 'number') return value >= 0 ? head(0, value) : head(1, -1 - value)
  if (typeof value === 'string') return Buffer.concat([head(3, Buffer.byteLength(value)), Buffer.from(value)])
  if (Buffer.isBuffer(value)) return Buffer.concat([head(2, value.length), value])
  const entries = [...(value as Map<unknown, unknown>)]
  return Buffer.concat([head(5, entries.length), ...entries.flatMap(([key, each]) => [cbor(key), cbor(each)])])
}

function head(major: number, count: number): Buffer {
  if (count < 24) return Buffer.from([(major << 5) | count])
  if (count < 256) return Buffer.from([(major << 5) | 24, count])
  return Buffer.from([(major << 5) | 25, count >> 8, count & 255])
}
