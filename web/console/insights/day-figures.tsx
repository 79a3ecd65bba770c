import type { Figure } from '#contract/insights'
import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { PageTrouble } from '../../parts/trouble.tsx'
import { useRuleWords } from '../../parts/words.ts'
import { Card, CardHead } from '../../ui/card.tsx'
import { SkeletonRows } from '../../ui/skeleton.tsx'
import { TextField } from '../../ui/text-field.tsx'
import { useConsole } from '../text.ts'
import { CsvButton } from './csv-button.tsx'
import { dayFiguresQuery } from './data.ts'

const groups = ['backlog', 'contacts', 'clocks', 'solved', 'given'] as const

/** One day in figures, each with what exactly it counts, and the same as a file. */
export function DayFigures() {
  const { t, format } = useConsole()
  const [day, setDay] = useState('')
  const answer = useQuery(dayFiguresQuery(day || undefined))
  const figures = answer.data
  return (
    <>
      <div className="mb-5 flex flex-wrap items-end justify-between gap-4">
        <TextField type="date" label={t('insights.day')} value={day || (figures?.day ?? '')} onChange={setDay} />
        <CsvButton
          path={`/api/v1/insights/daily?format=csv${day ? `&day=${day}` : ''}`}
          name={`figures-${figures?.day ?? day}.csv`}
        />
      </div>
      {answer.isError && <PageTrouble isPart error={answer.error} onRetry={() => void answer.refetch()} />}
      {answer.isPending && <SkeletonRows rows={4} height="h-24" label={t('common.loading')} />}
      {figures && (
        <div className="grid gap-5 sm:grid-cols-2">
          {groups.map((group) => (
            <FigureCard key={group} group={group} figures={figures.figures.filter((one) => one.group === group)} />
          ))}
        </div>
      )}
      {figures && (
        <p className="mt-4 text-sm text-soft">{t('insights.asOf', { when: format.dayAndTime(figures.at) })}</p>
      )}
    </>
  )
}

const aboutKinds = ['channel', 'refundReason', 'problemKind'] as const

function FigureCard({ group, figures }: { group: (typeof groups)[number]; figures: Figure[] }) {
  const { t, has } = useConsole()
  const rule = useRuleWords()
  const definition = ({ key, definition: words }: Figure) => rule('figure', { code: key, words })
  // What a colleague wrote as the reason stays as it is.
  const aboutWords = (about: string) => {
    const key = aboutKinds.map((kind) => `${kind}.${about}`).find(has)
    return key && has(key) ? t(key) : about.replaceAll('_', ' ')
  }
  return (
    <Card aria-label={t(`insights.group.${group}`)}>
      <CardHead title={t(`insights.group.${group}`)} />
      {figures.length === 0 && <p className="px-5 pb-4 text-soft">{t('insights.nothing')}</p>}
      <dl className="grid gap-2 px-5 pb-4">
        {figures.map((figure) => (
          <div
            key={`${figure.key}:${figure.about}:${figure.currency}`}
            className="flex items-baseline justify-between gap-4"
          >
            <dt className="text-soft" title={definition(figure)}>
              {t(`insights.figure.${figure.key}` as 'insights.figure.open')}
              {figure.about && (
                <span className="text-faint">
                  {' · '}
                  <bdi>{aboutWords(figure.about)}</bdi>
                </span>
              )}
              <span className="sr-only">. {definition(figure)}</span>
            </dt>
            <dd className="font-[560] tabular-nums">
              <Value figure={figure} />
            </dd>
          </div>
        ))}
      </dl>
    </Card>
  )
}

function Value({ figure: { value, unit, currency } }: { figure: Figure }) {
  const { t, format } = useConsole()
  if (value === null) return <span className="text-faint">{t('insights.none')}</span>
  if (unit === 'minor' && currency) return format.money({ amountMinor: value, currency })
  if (unit === 'percent') return `${format.number(value)} %`
  if (unit === 'seconds')
    return value < 120
      ? t('insights.seconds', { count: value })
      : t('insights.minutes', { count: Math.round(value / 60) })
  return format.number(value)
}
