/** What tabs of one person in one browser tell each other. */
export type TabNews =
  | { what: 'outbox'; conversationId: string }
  | { what: 'draft'; conversationId: string; text: string; version: number }
  | { what: 'read'; conversationId: string; position: number }

export interface Tabs {
  tell(news: TabNews): void
  onNews(listener: (news: TabNews) => void): () => void
  /** Runs something in one tab at a time; without locks in this one alone. */
  alone<T>(name: string, run: () => Promise<T>): Promise<T>
  /** Whether this tab is the one that makes the noise about something. */
  claim(name: string): Promise<boolean>
  close(): void
}

const claimMs = 4_000

/** @param owner whose tabs these are; those of another person hear nothing */
export function openTabs(owner: string): Tabs {
  const listeners = new Set<(news: TabNews) => void>()
  const channel = openChannel(`makeright.chat.${owner}`)
  if (channel)
    channel.onmessage = ({ data }: MessageEvent<TabNews>) => {
      for (const listener of listeners) listener(data)
    }
  return {
    tell: (news) => channel?.postMessage(news),
    onNews(listener) {
      listeners.add(listener)
      return () => listeners.delete(listener)
    },
    async alone(name, run) {
      let hasRun = false
      try {
        const granted = await locksHere()?.request(`makeright.${owner}.${name}`, async () => {
          hasRun = true
          return { value: await run() }
        })
        if (granted) return granted.value
      } catch (error) {
        // In another site's page with storage blocked there are no locks, which is said only now.
        if (hasRun) throw error
      }
      return await run()
    },
    claim(name) {
      const locks = locksHere()
      if (!locks) return Promise.resolve(true)
      return new Promise((resolve) => {
        locks
          .request(`makeright.claim.${owner}.${name}`, { ifAvailable: true }, async (lock) => {
            resolve(lock !== null)
            // Held until every other tab has heard of it too.
            if (lock) await new Promise((done) => setTimeout(done, claimMs))
          })
          .catch(() => resolve(true))
      })
    },
    close: () => channel?.close(),
  }
}

function openChannel(name: string): BroadcastChannel | undefined {
  try {
    return new BroadcastChannel(name)
  } catch {
    return undefined
  }
}

// Absent without https, and refused where storage is blocked.
function locksHere(): LockManager | undefined {
  try {
    return navigator.locks as LockManager | undefined
  } catch {
    return undefined
  }
}
