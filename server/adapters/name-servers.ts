import { Resolver } from 'node:dns/promises'
import type { NameServerPort } from '../modules/mail/ports.ts'

type Ask = (name: string, type: string) => Promise<unknown>

interface Settings {
  /** For one question. */
  seconds: number
  /** How long an answer counts, and how long nobody is asked after a question without one. */
  keepSeconds: number
  silentSeconds: number
  /** Answers that are kept. */
  most: number
  ask?: Ask
  now?: () => number
}

const answers = new Set(['ENOTFOUND', 'ENODATA'])

/**
 * The name servers that this machine asks. Mails wait for them, and many come from the same few senders: answers are kept for a while,
 * and after a question that nobody answered the next ones fail at once for a while.
 */
export function nameServers(settings: Settings): NameServerPort {
  const { keepSeconds, silentSeconds, most, ask = systemAsk(settings.seconds), now = Date.now } = settings
  const kept = new Map<string, { until: number; answer: Promise<unknown> }>()
  let silentUntil = 0
  return {
    async resolve(name, type) {
      const key = `${type} ${name.toLowerCase()}`
      const known = kept.get(key)
      if (known && known.until > now()) return await known.answer
      if (silentUntil > now()) throw Object.assign(new Error('no name server answers'), { code: 'ETIMEOUT' })
      const answer = ask(name, type)
      kept.delete(key)
      kept.set(key, { until: now() + keepSeconds * 1_000, answer })
      for (const oldest of kept.keys()) {
        if (kept.size <= most) break
        kept.delete(oldest)
      }
      try {
        return await answer
      } catch (error) {
        if (answers.has((error as { code?: string }).code ?? '')) throw error
        kept.delete(key)
        silentUntil = now() + silentSeconds * 1_000
        throw error
      }
    },
  }
}

function systemAsk(seconds: number): Ask {
  const resolver = new Resolver({ timeout: seconds * 1_000, tries: 1 })
  return async (name, type) => await resolver.resolve(name, type as never)
}
