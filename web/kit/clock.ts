let aheadMs = 0

/** What the server calls now: a demonstration store's clock can be moved. */
export function now(): Date {
  return new Date(Date.now() + aheadMs)
}

/** Follows the server's clock; called with the time that an answer carries. */
export function followClock(serverNow: string | Date) {
  const ahead = new Date(serverNow).getTime() - Date.now()
  // A second of travel time is not a moved clock.
  aheadMs = Math.abs(ahead) < 5000 ? 0 : ahead
}
