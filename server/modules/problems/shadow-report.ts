import { sql } from 'kysely'
import { tablesOf } from '#platform/tables'
import { addDays } from '#platform/time'
import type { Reader } from '#platform/work'
import type { ShadowReport } from './contract.ts'
import type { ProblemRow, ProblemTables, ReviewRow } from './tables.ts'

const db = tablesOf<ProblemTables>()

type Counts = ShadowReport['total']
type Ending = Exclude<keyof Counts, 'cases'>
type Case = Pick<ProblemRow, 'id' | 'state' | 'opened_at' | 'offers' | 'verdict' | 'remedy_kind' | 'remedied_at'>
type Review = Pick<ReviewRow, 'about_id' | 'outcome' | 'decided_at'>

/** Compares what the rules would have done with what people did, for reports made while the rules only watched. */
export async function shadowReport(
  reader: Reader,
  input: { from?: string | undefined; to?: string | undefined },
): Promise<ShadowReport> {
  const to = input.to ? new Date(input.to) : reader.now
  const from = input.from ? new Date(input.from) : addDays(to, -30)
  const cases: Case[] = await db(reader)
    .selectFrom('problem')
    .select(['id', 'state', 'opened_at', 'offers', 'verdict', 'remedy_kind', 'remedied_at'])
    .where('store_id', '=', reader.storeId)
    .where('opened_at', '>=', from)
    .where('opened_at', '<=', to)
    .where(sql<boolean>`verdict ->> 'mode' = 'shadow'`)
    .execute()
  const reviews: Review[] =
    cases.length === 0
      ? []
      : await db(reader)
          .selectFrom('review')
          .select(['about_id', 'outcome', 'decided_at'])
          .where('store_id', '=', reader.storeId)
          .where('about_kind', '=', 'problem')
          .where(
            'about_id',
            'in',
            cases.map((each) => each.id),
          )
          .where('state', '=', 'decided')
          .execute()
  const endings = cases.map((each) => ({ each, ending: endingOf(each, reviews) }))
  const outcomes = Map.groupBy(endings, ({ each }) => each.verdict.engineOutcome ?? 'person')
  return {
    from: from.toISOString(),
    to: to.toISOString(),
    total: countsOf(endings),
    byOutcome: Object.fromEntries([...outcomes].map(([outcome, theirs]) => [outcome, countsOf(theirs)])),
    hoursToDecision: hoursOf(cases, reviews),
  }
}

function endingOf({ id, state, offers, remedy_kind: given }: Case, reviews: readonly Review[]): Ending {
  if (state === 'turned_up' || state === 'withdrawn') return 'turnedUpOrTakenBack'
  if (given !== null && state === 'remedied')
    return given === offers.find((offer) => offer.recommended)?.kind ? 'sameRemedy' : 'otherRemedy'
  return state === 'closed' && reviews.some((review) => review.about_id === id && review.outcome === 'declined')
    ? 'declined'
    : 'undecided'
}

function countsOf(endings: readonly { ending: Ending }[]): Counts {
  const counts: Counts = {
    cases: endings.length,
    sameRemedy: 0,
    otherRemedy: 0,
    declined: 0,
    turnedUpOrTakenBack: 0,
    undecided: 0,
  }
  for (const { ending } of endings) counts[ending] += 1
  return counts
}

function hoursOf(cases: readonly Case[], reviews: readonly Review[]): ShadowReport['hoursToDecision'] {
  const opened = new Map(cases.map((each) => [each.id, each.opened_at.getTime()]))
  const hours = reviews
    .flatMap((review) =>
      review.decided_at ? [(review.decided_at.getTime() - (opened.get(review.about_id) ?? 0)) / 3_600_000] : [],
    )
    .sort((one, other) => one - other)
  const median = hours[Math.floor(hours.length / 2)]
  return { median: rounded(median), longest: rounded(hours.at(-1)) }
}

function rounded(hours: number | undefined): number | null {
  return hours === undefined ? null : Math.round(hours * 10) / 10
}
