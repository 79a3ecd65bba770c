import type { ThreadKey } from './thread-address.ts'

/** What this installation signs its conversations' mail with. */
export function threadKeyOf(config: { publicUrl: string; secretFor(purpose: string): string }): ThreadKey {
  return { key: Buffer.from(config.secretFor('mail-thread')), domain: new URL(config.publicUrl).hostname }
}
