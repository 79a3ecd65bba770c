import { clockFigures } from '#modules/clocks'
import { conversationFigures } from '#modules/conversations'
import { refundFigures } from '#modules/refunds'
import { replacementFigures } from '#modules/replacements'
import { contactFigures } from '#modules/routing'
import { findStore } from '#modules/stores'
import { surveyFigures } from '#modules/surveys'
import { endOfDate, localDate, startOfDate } from '#platform/time'
import type { Reader } from '#platform/work'
import type { DayFigures, Figure } from './contract.ts'

/** The figures of one day of the store's calendar; today's, as they stand, unless another day is named. */
export async function dayFigures(reader: Reader, { day }: { day?: string | undefined }): Promise<DayFigures> {
  const { timeZone } = await findStore(reader)
  const date = day ?? localDate(reader.now, timeZone)
  const from = startOfDate(date, timeZone)
  const to = new Date(endOfDate(date, timeZone).getTime() + 1)
  const span = { from, to }
  return {
    day: date,
    timeZone,
    from: from.toISOString(),
    to: to.toISOString(),
    at: reader.now.toISOString(),
    figures: [
      ...(await conversationRows(reader, span)),
      ...(await contactRows(reader, span)),
      ...(await clockRows(reader, span)),
      ...(await surveyRows(reader, span)),
      ...(await givenRows(reader, span)),
    ],
  }
}

interface Span {
  from: Date
  to: Date
}

async function conversationRows(reader: Reader, span: Span): Promise<Figure[]> {
  const { opened, resolved, reopened, open, waiting, waitingSince } = await conversationFigures(reader, span)
  const oldest = waitingSince ? Math.round((reader.now.getTime() - waitingSince.getTime()) / 1000) : null
  return [
    count('backlog', 'open', open, 'Conversations that are not solved, as of now.'),
    count('backlog', 'waiting', waiting, 'Of these, those in which the shopper has the last word.'),
    seconds(
      'backlog',
      'oldest_waiting',
      oldest,
      'How long the shopper who waits longest has waited, around the clock.',
    ),
    ...opened.map(({ channel, count: begun }) => ({
      ...count('contacts', 'opened', begun, 'Conversations begun on the day, by channel. Imported ones are left out.'),
      about: channel,
    })),
    count('solved', 'resolved', resolved, 'Conversations called solved on the day, each counted once.'),
    count('solved', 'reopened', reopened, 'Of these, those that were opened again since.'),
  ]
}

async function contactRows(reader: Reader, span: Span): Promise<Figure[]> {
  const { contacts, abandoned, medianWaitSeconds, p90WaitSeconds } = await contactFigures(reader, span)
  const everybody = 'from asking to being with a person; whoever gave up counts with how long they waited'
  return [
    count('contacts', 'for_a_person', contacts, 'Chats and calls that asked for a person on the day.'),
    count('contacts', 'gave_up', abandoned, 'Of these, those who left before a person came.'),
    seconds('contacts', 'wait_median', medianWaitSeconds, `The wait of half of them was shorter: ${everybody}.`),
    seconds('contacts', 'wait_p90', p90WaitSeconds, `The wait of nine in ten was shorter: ${everybody}.`),
  ]
}

const clockNames = { first: 'first_answer', next: 'next_answer', resolution: 'solved' } as const

async function clockRows(reader: Reader, span: Span): Promise<Figure[]> {
  const figures = await clockFigures(reader, span)
  return figures.flatMap(({ kind, begun, breached }) => [
    share(
      'clocks',
      `${clockNames[kind]}_in_time`,
      [begun - breached, begun],
      'Share of deadlines that began on the day and did not pass.',
    ),
    count('clocks', `${clockNames[kind]}_late`, breached, 'Deadlines that began on the day and passed.'),
  ])
}

async function surveyRows(reader: Reader, span: Span): Promise<Figure[]> {
  const { asked, solved, notSolved } = await surveyFigures(reader, span)
  return [
    count('solved', 'asked', asked, 'Surveys sent for resolutions on the day.'),
    count('solved', 'said_solved', solved, 'Shoppers who said yes; the last answer counts.'),
    count('solved', 'said_not_solved', notSolved, 'Shoppers who said no; the last answer counts.'),
    share('solved', 'said_solved_share', [solved, solved + notSolved], 'Yes among those who answered.'),
  ]
}

async function givenRows(reader: Reader, span: Span): Promise<Figure[]> {
  const refunds = await refundFigures(reader, span)
  const { count: sentAgain } = await replacementFigures(reader, span)
  return [
    ...refunds.flatMap(({ reason, currency, count: number, amountMinor }) => [
      { ...count('given', 'refunds', number, 'Refunds requested on the day, failed ones left out.'), about: reason },
      {
        ...count('given', 'refunded', amountMinor, 'What these refunds give back, in minor units of their currency.'),
        about: reason,
        unit: 'minor' as const,
        currency,
      },
    ]),
    count('given', 'replacements', sentAgain, 'Replacements requested on the day, refused ones left out.'),
  ]
}

function count(group: Figure['group'], key: string, value: number | null, definition: string): Figure {
  return { group, key, about: null, value, unit: 'count', currency: null, definition }
}

function share(group: Figure['group'], key: string, [part, all]: [number, number], definition: string): Figure {
  const value = all > 0 ? Math.round((part / all) * 1000) / 10 : null
  return { ...count(group, key, value, definition), unit: 'percent' }
}

function seconds(group: Figure['group'], key: string, value: number | null, definition: string): Figure {
  return { ...count(group, key, value, definition), unit: 'seconds' }
}
