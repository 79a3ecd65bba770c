/** Small things that outlive the page where the browser allows it, and the page view where it does not. */
export interface Kept {
  get(key: string): string | null
  set(key: string, value: string | null): void
  /** Keys that begin so. */
  keys(prefix: string): string[]
  /** Whether it is still there after the page is closed. */
  readonly lasts: boolean
}

/** `localStorage`, or memory where that is blocked: even to look at it may throw. */
export function openKept(memoryOnly = false): Kept {
  if (memoryOnly) return inMemory()
  try {
    const storage = window.localStorage
    const probe = 'makeright.probe'
    storage.setItem(probe, '1')
    storage.removeItem(probe)
    return inStorage(storage)
  } catch {
    return inMemory()
  }
}

function inStorage(storage: Storage): Kept {
  const memory = inMemory()
  return {
    lasts: true,
    get: (key) => memory.get(key) ?? storage.getItem(key),
    set(key, value) {
      memory.set(key, null)
      try {
        if (value === null) storage.removeItem(key)
        else storage.setItem(key, value)
      } catch {
        // Full: better in memory than nowhere.
        memory.set(key, value)
      }
    },
    keys: (prefix) => [
      ...new Set([
        ...Array.from({ length: storage.length }, (_, index) => storage.key(index) ?? '').filter((key) =>
          key.startsWith(prefix),
        ),
        ...memory.keys(prefix),
      ]),
    ],
  }
}

function inMemory(): Kept {
  const map = new Map<string, string>()
  return {
    lasts: false,
    get: (key) => map.get(key) ?? null,
    set: (key, value) => void (value === null ? map.delete(key) : map.set(key, value)),
    keys: (prefix) => [...map.keys()].filter((key) => key.startsWith(prefix)),
  }
}
