import { storePolicy } from '#modules/stores'
import type { TallyRule } from '#platform/auth/tally'
import { remembered } from '#platform/transact'
import type { Reader } from '#platform/work'
import type { QuietHours } from './rules.ts'
import type { CallWay } from './tables.ts'

export interface CallPolicy {
  ways: CallWay[]
  quiet: QuietHours
  countries: readonly string[]
  types: readonly string[]
  /** Where colleagues may be rung by SIP: names, with a port where it is another than usual. */
  sipHosts: readonly string[]
  /** Minutes before each try; as many tries as there are. */
  retryMinutes: readonly number[]
  daysAhead: number
  /** Calls that one person on shift can make in each slot of chosen times. */
  callsPerPerson: number
  ringSeconds: number
  wrapUpSeconds: number
  /** In minor units of the store's currency, by country, and for all others. */
  costPerMinute: Readonly<Record<string, number>>
  /** By currency. */
  costPerDay: Readonly<Record<string, number>>
  perNumber: TallyRule
  perAddress: TallyRule
  perDay: TallyRule
}

const ways: CallWay[] = ['browser', 'phone']
const dayMinutes = 24 * 60

/** The store's settings, as far as calls go. */
export async function callPolicy(reader: Reader): Promise<CallPolicy> {
  return await remembered(reader, 'call policy', async () => {
    const policy = await storePolicy(reader)
    const daily = (name: string, limit: number) => ({ name, limit, windowMinutes: dayMinutes })
    return {
      ways: ways.filter((way) => policy.get('callback.ways').includes(way)),
      quiet: { from: policy.get('callback.quiet_from'), to: policy.get('callback.quiet_to') },
      countries: policy.get('callback.countries'),
      types: policy.get('callback.number_types'),
      sipHosts: policy.get('callback.sip_hosts'),
      retryMinutes: policy.get('callback.retry'),
      daysAhead: policy.get('callback.days_ahead'),
      callsPerPerson: policy.get('callback.calls_per_person'),
      ringSeconds: policy.get('callback.ring_seconds'),
      wrapUpSeconds: policy.get('callback.wrap_up_seconds'),
      costPerMinute: policy.get('callback.cost_per_minute'),
      costPerDay: policy.get('callback.cost_per_day'),
      perNumber: daily('calls to', policy.get('callback.per_number')),
      perAddress: daily('calls from', policy.get('callback.per_address')),
      perDay: daily('calls', policy.get('callback.per_day')),
    }
  })
}
