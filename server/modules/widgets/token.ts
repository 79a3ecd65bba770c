import { createHash, randomBytes } from 'node:crypto'

/** Begins every token of a widget's session, so that no other credential is taken for one. */
export const tokenPrefix = 'mrw_'

/** A new token: 256 random bits, in the answer and nowhere else. */
export function newToken(): string {
  return tokenPrefix + randomBytes(32).toString('base64url')
}

/** What is stored of it. */
export function hashOfToken(token: string): string {
  return createHash('sha256').update(token).digest('base64url')
}
