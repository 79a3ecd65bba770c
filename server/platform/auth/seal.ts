import { createCipheriv, createDecipheriv, createHash, randomBytes } from 'node:crypto'

interface Secrets {
  secretFor(purpose: string): string
}

/** Encrypts what must be read again with the server's own secret: a copy of the database alone opens nothing. */
export function seal(config: Secrets, purpose: string, secret: Uint8Array | string): string {
  const iv = randomBytes(12)
  const cipher = createCipheriv('aes-256-gcm', keyOf(config, purpose), iv)
  return Buffer.concat([iv, cipher.update(Buffer.from(secret)), cipher.final(), cipher.getAuthTag()]).toString('base64')
}

/** What was sealed for the same purpose; throws when it was sealed with another secret, or changed. */
export function unseal(config: Secrets, purpose: string, sealed: string): Buffer {
  const bytes = Buffer.from(sealed, 'base64')
  const decipher = createDecipheriv('aes-256-gcm', keyOf(config, purpose), bytes.subarray(0, 12))
  decipher.setAuthTag(bytes.subarray(-16))
  return Buffer.concat([decipher.update(bytes.subarray(12, -16)), decipher.final()])
}

function keyOf(config: Secrets, purpose: string): Buffer {
  return createHash('sha256').update(config.secretFor(purpose)).digest()
}
