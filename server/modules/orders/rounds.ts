/** Cuts a list into rounds in which no key occurs twice, so that a later row of one import sees what an earlier one stored. */
export function rounds<T>(rows: readonly T[], keyOf: (row: T) => string): { index: number; row: T }[][] {
  const result: { index: number; row: T }[][] = []
  const seen = new Map<string, number>()
  for (const [index, row] of rows.entries()) {
    const round = seen.get(keyOf(row)) ?? 0
    seen.set(keyOf(row), round + 1)
    result[round] ??= []
    result[round].push({ index, row })
  }
  return result
}
