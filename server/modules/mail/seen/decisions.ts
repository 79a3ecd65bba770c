/** One step of where a mail lies, and why; the last one counts. */
export interface Decision {
  conversationId: string
  why: string
  at: string
  /** `actorKey` of a colleague; absent where the program decided. */
  by?: string
  /** A move by hand, and where it lay before. */
  moveId?: string
  from?: string
  /** Taken back: then the step before counts again. */
  undone?: { by: string; at: string }
}

/** The step that counts: the last one that was not taken back. */
export function lastDecision({ decisions }: { decisions: readonly unknown[] }): Decision | undefined {
  return (decisions as readonly Decision[]).findLast(({ undone }) => undone === undefined)
}
