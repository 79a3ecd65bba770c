import type { Metric } from '#contract/standings'
import { useQuery } from '@tanstack/react-query'
import { PageTrouble } from '../../parts/trouble.tsx'
import { Badge, type Tone } from '../../ui/badge.tsx'
import { SkeletonRows } from '../../ui/skeleton.tsx'
import { Section } from '../story/section.tsx'
import { useConsole } from '../text.ts'
import { sellerStandingQuery } from './data.ts'

const tones: Record<Metric['state'], Tone> = { good: 'good', watch: 'warn', at_risk: 'bad', too_few: 'neutral' }

/** How a seller stands: each figure beside its limit, and what it counts on hover. */
export function StandingCard({ sellerId }: { sellerId: string }) {
  const { t, format } = useConsole()
  const standing = useQuery(sellerStandingQuery(sellerId))
  return (
    <Section
      title={t('seller.standing')}
      end={
        standing.data && <Badge tone={tones[standing.data.state]}>{t(`seller.standing.${standing.data.state}`)}</Badge>
      }
    >
      {standing.isError && <PageTrouble isPart error={standing.error} onRetry={() => void standing.refetch()} />}
      {standing.isPending && (
        <div className="p-4">
          <SkeletonRows rows={2} height="h-10" label={t('common.loading')} />
        </div>
      )}
      {standing.data && (
        <>
          <ul className="divide-y divide-line">
            {standing.data.judged.metrics.map((metric) => (
              <MetricRow key={metric.metric} metric={metric} />
            ))}
          </ul>
          <p className="border-t border-line px-4 py-2.5 text-sm text-soft">
            {t('seller.judged', {
              from: format.shortDate(standing.data.judged.from),
              to: format.shortDate(standing.data.judged.to),
            })}
          </p>
        </>
      )}
    </Section>
  )
}

function MetricRow({ metric }: { metric: Metric }) {
  const { t, locale, format } = useConsole()
  const percent = (value: number) => format.number(value / 100, { style: 'percent', maximumFractionDigits: 1 })
  return (
    <li className="flex flex-wrap items-baseline justify-between gap-x-3 px-4 py-2.5 text-sm">
      <span title={locale === 'en' ? metric.definition : undefined} className="font-[560]">
        {t(`seller.metric.${metric.metric}`)}
      </span>
      <span className="flex items-center gap-2">
        <span className="tabular">
          {metric.percent === null ? t('seller.noFigure') : percent(metric.percent)}
          <span className="text-soft">
            {' '}
            {t(metric.keeps === 'below' ? 'seller.limitMost' : 'seller.limitLeast', { percent: percent(metric.limit) })}
          </span>
        </span>
        {metric.state !== 'good' && metric.state !== 'too_few' && (
          <Badge tone={tones[metric.state]}>{t(`seller.standing.${metric.state}`)}</Badge>
        )}
      </span>
    </li>
  )
}
