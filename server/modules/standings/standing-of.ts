import { loadPolicyNow, type Resolved, resolvePolicy } from '#modules/policy'
import { latestDefects, type SellerRecord } from '#modules/sellers'
import { findStore } from '#modules/stores'
import { addDays } from '#platform/time'
import { counted as inWords } from '#platform/words'
import type { Reader } from '#platform/work'
import type { Metric, Standing } from './contract.ts'
import { figuresOf, type Period } from './figures.ts'
import { type Count, judge, type MetricName, type StandingState, worstOf } from './rules.ts'

/** A seller's standing now, with what each figure counts and what would improve it (policy `seller.metric.*`). */
export async function standingOf(reader: Reader, seller: SellerRecord): Promise<Standing> {
  const [store, version] = [await findStore(reader), await loadPolicyNow(reader)]
  const resolved = resolvePolicy(version.ruleset, { country: store.country, seller: seller.reference })
  const settled = addDays(reader.now, -resolved.get('seller.metric.judged_after'))
  const judged = await periodOf(reader, seller, resolved, {
    from: addDays(settled, -resolved.get('seller.metric.window')),
    to: settled,
  })
  const early = await periodOf(reader, seller, resolved, {
    from: settled,
    // Up to and with this very moment.
    to: new Date(reader.now.getTime() + 1),
  })
  const state = worstOf(judged.metrics.map((metric) => metric.state))
  const defects = await latestDefects(reader, seller.id, 20)
  return {
    seller: { id: seller.id, name: seller.name, state: seller.state },
    state,
    words: stateWords[state],
    judged,
    early,
    noticeDays: resolved.get('seller.metric.notice_days'),
    defects: defects.map((defect) => ({ kind: defect.kind, about: defect.about, at: defect.at.toISOString() })),
  }
}

const stateWords: Record<StandingState, string> = {
  good: 'Everything is inside its limits.',
  watch: 'Something is beyond its limit, but so few that it can be chance.',
  at_risk: 'Something is beyond its limit for sure. Here’s what would bring it back.',
  too_few: 'There isn’t enough to judge by yet.',
}

async function periodOf(
  reader: Reader,
  seller: SellerRecord,
  resolved: Resolved,
  period: Period,
): Promise<Standing['judged']> {
  const answerHours = resolved.get('seller.message_answer.hard')
  const figures = await figuresOf(reader, seller.id, period, {
    notCounted: resolved.get('seller.metric.cancel.not_counted'),
    answerHours,
  })
  const least = resolved.get('seller.metric.min_defects')
  const limits: Record<MetricName, number> = {
    defect: resolved.get('seller.metric.defect'),
    late: resolved.get('seller.metric.late'),
    cancel: resolved.get('seller.metric.cancel'),
    tracking: resolved.get('seller.metric.tracking'),
    answer: resolved.get('seller.message_answer.share'),
  }
  const names = Object.keys(limits) as MetricName[]
  return {
    from: period.from.toISOString(),
    to: period.to.toISOString(),
    metrics: names.map((metric) => metricOf(metric, figures[metric], limits[metric], least, answerHours)),
  }
}

/** Tracking and answers are said as the share that is good, with the least of it. */
const saidAsGood: readonly MetricName[] = ['tracking', 'answer']

function metricOf(metric: MetricName, count: Count, limit: number, leastBad: number, answerHours: number): Metric {
  const keepsAbove = saidAsGood.includes(metric)
  const { percent, state, goodOnesNeeded } = judge(count, keepsAbove ? 100 - limit : limit, leastBad)
  const words = texts[metric]
  return {
    metric,
    title: words.title,
    definition: words.definition.replace('{hours}', String(answerHours)),
    bad: count.bad,
    counted: count.counted,
    percent: percent !== null && keepsAbove ? Math.round((100 - percent) * 10) / 10 : percent,
    limit,
    keeps: keepsAbove ? 'above' : 'below',
    state,
    needed: goodOnesNeeded,
    improve:
      goodOnesNeeded === null
        ? null
        : `${words.improve} ${inWords(goodOnesNeeded, words.good, words.goods)} in a row would bring it back.`,
  }
}

const texts: Record<MetricName, { title: string; definition: string; improve: string; good: string; goods: string }> = {
  defect: {
    title: 'Defects',
    definition: 'Claims and problems that counted against you, of all orders with something of yours.',
    improve: 'Answer claims in time, and send what the page shows.',
    good: 'order without a defect',
    goods: 'orders without a defect',
  },
  late: {
    title: 'Sent late',
    definition: 'Parcels that the carrier first scanned after the promised ship-by day, of all that had one.',
    improve: 'Hand parcels over by their ship-by day.',
    good: 'parcel sent in time',
    goods: 'parcels sent in time',
  },
  cancel: {
    title: 'Canceled by you',
    definition:
      'Orders canceled for a reason of yours, such as out of stock, of all orders. What shoppers cancel is not counted.',
    improve: 'Keep your stock right, so that nothing is sold twice.',
    good: 'order kept',
    goods: 'orders kept',
  },
  tracking: {
    title: 'Valid tracking',
    definition: 'Parcels that a carrier scanned at least once, of all that you sent.',
    improve: 'Send with a carrier that scans, and enter its number.',
    good: 'tracked parcel',
    goods: 'tracked parcels',
  },
  answer: {
    title: 'Answered in time',
    definition: 'Claims that you answered within {hours} hours of being asked, weekends included.',
    improve: 'Answer from “To do” as soon as something comes in.',
    good: 'answer in time',
    goods: 'answers in time',
  },
}
