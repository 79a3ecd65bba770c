import { seededRandom } from '#testing/seeded-random'

/** Everything that a run leaves to chance, repeatable from its seed. */
export interface Chance {
  readonly seed: number
  /** True in this share of cases. */
  of(share: number): boolean
  /** A whole number from low to high, both included. */
  between(low: number, high: number): number
  /** One of a list, or undefined when it is empty. */
  pick<T>(list: readonly T[]): T | undefined
  /** One of a list, each as likely as its weight says. */
  weighted<T>(list: readonly (readonly [weight: number, value: T])[]): T
}

export function chanceOf(seed: number): Chance {
  const random = seededRandom(seed)
  const between = (low: number, high: number) => low + Math.floor(random() * (high - low + 1))
  return {
    seed,
    of: (share) => random() < share,
    between,
    pick: (list) => list[between(0, list.length - 1)],
    weighted(list) {
      let left = random() * list.reduce((sum, [weight]) => sum + weight, 0)
      for (const [weight, value] of list) {
        left -= weight
        if (left < 0) return value
      }
      return (list.at(-1) as readonly [number, never])[1]
    },
  }
}
