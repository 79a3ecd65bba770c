/** What this browser remembers; null where it remembers nothing or storage is blocked. */
export function remembered(key: string): string | null {
  try {
    return localStorage.getItem(key)
  } catch {
    return null
  }
}

/** Remembers a small text, where the browser allows it. */
export function remember(key: string, value: string | null) {
  try {
    if (value === null) localStorage.removeItem(key)
    else localStorage.setItem(key, value)
  } catch {
    // Blocked storage costs the memory of a preference, nothing else.
  }
}
