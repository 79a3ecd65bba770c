/** Resolves after the given time. */
export function pause(milliseconds: number): Promise<void> {
  return new Promise((done) => {
    setTimeout(done, milliseconds)
  })
}

/** Asks again and again until the answer is true; false when it never was within the time. */
export async function waitUntil(
  ask: () => boolean,
  options: { milliseconds: number; every?: number },
): Promise<boolean> {
  const giveUpAt = Date.now() + options.milliseconds
  while (!ask()) {
    if (Date.now() >= giveUpAt) return false
    await pause(options.every ?? 25)
  }
  return true
}
