import { Resolver } from 'node:dns/promises'
import type { NameServerPort } from '../modules/mail/ports.ts'

/** The name servers that this machine asks. Whoever does not answer in time is asked no second time: a mail waits for it. */
export function nameServers({ seconds }: { seconds: number }): NameServerPort {
  const resolver = new Resolver({ timeout: seconds * 1_000, tries: 1 })
  return { resolve: async (name, type) => await resolver.resolve(name, type as never) }
}
