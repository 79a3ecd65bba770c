/** What is known of one figure: how many were counted, and how many of them speak against the seller. */
export interface Count {
  bad: number
  counted: number
}

export type MetricName = 'defect' | 'late' | 'cancel' | 'tracking' | 'answer'
export type StandingState = 'good' | 'watch' | 'at_risk' | 'too_few'

export interface Judgement {
  /** One decimal; null while there is nothing to count. */
  percent: number | null
  state: StandingState
  /** Good ones in a row that would bring it back inside the limit; null where nothing has to change. */
  goodOnesNeeded: number | null
}

/** The usual 95 % confidence of a proportion, two-sided. */
const z95 = 1.959963984540054

/**
 * The lower bound of Wilson's interval for a share: what is beyond a limit even at that bound is no chance. One defect in fifty orders
 * is noise, three in three are not.
 */
export function wilsonLowerBound(bad: number, counted: number): number {
  if (counted === 0) return 0
  const share = bad / counted
  const square = z95 * z95
  const center = share + square / (2 * counted)
  const spread = z95 * Math.sqrt((share * (1 - share) + square / (4 * counted)) / counted)
  return Math.max(0, (center - spread) / (1 + square / counted))
}

/**
 * Judges a share of bad ones against the most that is allowed. `at_risk` takes at least so many bad ones, and the lower bound above the
 * limit (policy `seller.metric.min_defects`); what is only above it is `watch`.
 * @param mostPercent bad ones allowed, in percent; the limit itself is not allowed
 */
export function judge({ bad, counted }: Count, mostPercent: number, leastBad: number): Judgement {
  if (counted === 0) return { percent: null, state: 'too_few', goodOnesNeeded: null }
  const percent = Math.round((bad / counted) * 1000) / 10
  const most = mostPercent / 100
  const isBeyond = bad > 0 && bad / counted >= most
  if (!isBeyond) return { percent, state: 'good', goodOnesNeeded: null }
  const isSure = bad >= leastBad && wilsonLowerBound(bad, counted) > most
  return { percent, state: isSure ? 'at_risk' : 'watch', goodOnesNeeded: goodOnesNeeded(bad, counted, most) }
}

/** The fewest good ones more after which the share is below the limit. */
function goodOnesNeeded(bad: number, counted: number, most: number): number | null {
  if (most <= 0) return null
  return Math.max(1, Math.floor(bad / most) + 1 - counted)
}

const order: readonly StandingState[] = ['too_few', 'good', 'watch', 'at_risk']

/** The worst of several states. */
export function worstOf(states: readonly StandingState[]): StandingState {
  return states.reduce<StandingState>(
    (worst, state) => (order.indexOf(state) > order.indexOf(worst) ? state : worst),
    'too_few',
  )
}
