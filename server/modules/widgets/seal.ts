import { createCipheriv, createDecipheriv, createHash, randomBytes } from 'node:crypto'

interface Secrets {
  secretFor(purpose: string): string
}

/** Encrypts a signing key with the server's secret: a copy of the database alone signs nothing. */
export function sealKey(config: Secrets, secret: string): string {
  const iv = randomBytes(12)
  const cipher = createCipheriv('aes-256-gcm', keyOf(config), iv)
  return Buffer.concat([iv, cipher.update(secret, 'utf8'), cipher.final(), cipher.getAuthTag()]).toString('base64')
}

/** The signing key again; throws when it was sealed with another secret, or changed. */
export function unsealKey(config: Secrets, sealed: string): string {
  const bytes = Buffer.from(sealed, 'base64')
  const decipher = createDecipheriv('aes-256-gcm', keyOf(config), bytes.subarray(0, 12))
  decipher.setAuthTag(bytes.subarray(-16))
  return Buffer.concat([decipher.update(bytes.subarray(12, -16)), decipher.final()]).toString('utf8')
}

function keyOf(config: Secrets): Buffer {
  return createHash('sha256').update(config.secretFor('widget-keys')).digest()
}
