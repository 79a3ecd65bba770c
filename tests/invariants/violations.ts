/** What is wrong, collected instead of thrown, so that one run names everything at once. */
export interface Violations {
  add(rule: string, what: string): void
  readonly list: readonly string[]
}

const mostPerRule = 20

export function collectViolations(): Violations {
  const list: string[] = []
  const counts = new Map<string, number>()
  return {
    list,
    add(rule, what) {
      const count = (counts.get(rule) ?? 0) + 1
      counts.set(rule, count)
      if (count <= mostPerRule) list.push(`${rule}: ${what}`)
      if (count === mostPerRule + 1) list.push(`${rule}: and more`)
    },
  }
}

export function ratherThan(is: number, expected: number): string {
  return `has ${is} and should have ${expected}`
}

/** Sums by a key. */
export function sumBy<T>(rows: readonly T[], key: (row: T) => string, amount: (row: T) => number): Map<string, number> {
  const sums = new Map<string, number>()
  for (const row of rows) sums.set(key(row), (sums.get(key(row)) ?? 0) + amount(row))
  return sums
}
