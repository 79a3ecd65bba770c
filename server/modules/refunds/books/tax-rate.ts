// In thousandths of a percent, from what most laws have to what few have.
const steps = [1000, 500, 250, 100]
// Rates that several authorities add up to, such as 8.875 % in New York City and 9.975 % in Québec.
const stackedSteps = [...steps, 125, 50, 25, 5]
const stackedIn = new Set(['US', 'CA'])
// A lower rate than this is hardly charged anywhere: what was large enough to show it and has no tax was not taxed.
const LEAST_RATE = 1000
// Amounts that would fit rates further apart than this show nothing.
const WIDEST_WITH_OTHERS = 500

/**
 * The tax rate that amounts show, in thousandths of a percent (20 % is 20000). Rates are told apart by tenths of a percent, in
 * countries where several authorities stack theirs by hundredths; where the amounts are too small for that, or not of one
 * rate, it is null and the amounts alone stand.
 * @param country where the tax was owed, in two letters
 */
export function taxRate(grossMinor: number, taxMinor: number, country: string): number | null {
  const netMinor = grossMinor - taxMinor
  if (taxMinor < 0 || netMinor < 1) return null
  if (taxMinor === 0) return (2 * LEAST_RATE * netMinor) / 100_000 >= 1 ? 0 : null
  const [least, most] = spanOf(netMinor, taxMinor)
  const isStacked = stackedIn.has(country)
  if (most - least > (isStacked ? 20 : 90)) return null
  const fitting = (isStacked ? stackedSteps : steps)
    .map((step) => Math.round((100_000 * taxMinor) / netMinor / step) * step)
    .filter((nearest) => nearest >= least && nearest <= most)
  // Of 3.75 % and 3.8 % a small amount cannot say which it was.
  if (!isStacked && new Set(fitting).size > 1) return null
  return fitting[0] ?? null
}

/** The rates of some amounts of one order: those too small to show theirs have the one of the others that fits them, if one does. */
export function taxRates(
  amounts: readonly { grossMinor: number; taxMinor: number }[],
  country: string,
): (number | null)[] {
  const alone = amounts.map(({ grossMinor, taxMinor }) => taxRate(grossMinor, taxMinor, country))
  const sure = [...new Set(alone.filter((rate) => rate !== null))]
  return amounts.map(({ grossMinor, taxMinor }, index) => {
    const netMinor = grossMinor - taxMinor
    if (alone[index] !== null || netMinor < 1 || taxMinor < 1) return alone[index] ?? null
    const [least, most] = spanOf(netMinor, taxMinor)
    const fitting = sure.filter((rate) => rate >= least && rate <= most)
    return fitting.length === 1 && most - least <= WIDEST_WITH_OTHERS ? (fitting[0] ?? null) : null
  })
}

/** Whatever rounded to this tax: half a minor unit up or down, and the net moves the other way. */
function spanOf(netMinor: number, taxMinor: number): [least: number, most: number] {
  return [(100_000 * (taxMinor - 0.5)) / (netMinor + 0.5), (100_000 * (taxMinor + 0.5)) / (netMinor - 0.5)]
}
