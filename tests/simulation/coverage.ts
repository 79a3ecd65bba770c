/** How often each command was sent, and what it was answered with. */
export interface Coverage {
  count(command: string, outcome: string, times?: number): void
  times(command: string, outcome: string): number
  add(other: Coverage): void
  /** One line per command and outcome. */
  table(): string
  rows(): { command: string; outcome: string; times: number }[]
}

export function createCoverage(): Coverage {
  const counts = new Map<string, Map<string, number>>()
  const rows = () =>
    [...counts]
      .sort(([one], [other]) => (one < other ? -1 : 1))
      .flatMap(([command, outcomes]) =>
        [...outcomes]
          .sort(([, one], [, other]) => other - one)
          .map(([outcome, times]) => ({ command, outcome, times })),
      )
  return {
    count(command, outcome, times = 1) {
      const outcomes = counts.get(command) ?? new Map<string, number>()
      counts.set(command, outcomes.set(outcome, (outcomes.get(outcome) ?? 0) + times))
    },
    times: (command, outcome) => counts.get(command)?.get(outcome) ?? 0,
    add(other) {
      for (const { command, outcome, times } of other.rows()) this.count(command, outcome, times)
    },
    rows,
    table() {
      const width = Math.max(...rows().map(({ command }) => command.length), 10)
      const lines = [...counts]
        .sort(([one], [other]) => (one < other ? -1 : 1))
        .map(([command, outcomes]) => {
          const said = [...outcomes]
            .sort(([, one], [, other]) => other - one)
            .map(([outcome, times]) => `${outcome} ${times}`)
          return `${command.padEnd(width)}  ${said.join(' · ')}`
        })
      return lines.join('\n')
    },
  }
}
