import type { Metric, Standing as StandingShape } from '#contract/standings'
import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { PageTrouble } from '../../parts/trouble.tsx'
import { Badge, type Tone } from '../../ui/badge.tsx'
import { Card } from '../../ui/card.tsx'
import { SkeletonRows } from '../../ui/skeleton.tsx'
import { standingQuery } from '../data.ts'
import { Page } from '../layout/page.tsx'
import { useSeller } from '../text.ts'

const tones: Record<Metric['state'], Tone> = { good: 'good', watch: 'warn', at_risk: 'bad', too_few: 'neutral' }

/** How the seller stands: what is counted, its limits, and what would improve it. */
export function Standing() {
  const { t } = useSeller()
  const standing = useQuery(standingQuery)
  const { data } = standing
  return (
    <Page
      title={t('place./standing')}
      detail={data && t(`standing.words.${data.state}`)}
      end={data && <Badge tone={tones[data.state]}>{t(`standing.state.${data.state}`)}</Badge>}
    >
      {standing.isError && <PageTrouble isPart error={standing.error} onRetry={() => void standing.refetch()} />}
      {standing.isPending && <SkeletonRows rows={5} height="h-24" label={t('common.loading')} />}
      {data && <Figures standing={data} />}
    </Page>
  )
}

function Figures({ standing }: { standing: StandingShape }) {
  const { t, format } = useSeller()
  const { judged, early, noticeDays } = standing
  const day = (at: string) => format.day(at)
  return (
    <div className="grid gap-8">
      <section aria-labelledby="standing-judged">
        <h2 id="standing-judged" className="text-lg font-[620]">
          {t('standing.judged')}
        </h2>
        <p className="mb-3 text-soft">{t('standing.judgedDetail', { from: day(judged.from), to: day(judged.to) })}</p>
        <Metrics metrics={judged.metrics} />
        <p className="mt-3 text-sm text-soft">{t('standing.notice', { days: noticeDays })}</p>
      </section>
      <section aria-labelledby="standing-early">
        <h2 id="standing-early" className="text-lg font-[620]">
          {t('standing.early')}
        </h2>
        <p className="mb-3 text-soft">{t('standing.earlyDetail', { from: day(early.from) })}</p>
        <Metrics metrics={early.metrics} isEarly />
      </section>
      <Defects defects={standing.defects} />
    </div>
  )
}

function Metrics({ metrics, isEarly = false }: { metrics: readonly Metric[]; isEarly?: boolean }) {
  return (
    <ul className="grid gap-3">
      {metrics.map((metric) => (
        <li key={metric.metric}>
          <Figure metric={metric} isEarly={isEarly} />
        </li>
      ))}
    </ul>
  )
}

function Figure({ metric, isEarly }: { metric: Metric; isEarly: boolean }) {
  const { t, format } = useSeller()
  const { metric: name, percent, limit, keeps, bad, counted, state, needed } = metric
  return (
    <Card className="flex flex-wrap items-start justify-between gap-x-6 gap-y-2 px-4 py-3.5 sm:px-5">
      <div className="min-w-0 flex-1 basis-64">
        <h3 className="flex flex-wrap items-center gap-2 font-[600]">
          {t(`standing.metric.${name}`)}
          {!isEarly && state !== 'good' && <Badge tone={tones[state]}>{t(`standing.state.${state}`)}</Badge>}
        </h3>
        <p className="text-sm text-soft">{t(`standing.definition.${name}`)}</p>
        {!isEarly && needed !== null && (
          <p className="mt-1.5">
            {t(`standing.improve.${name}`)} {t('standing.needed', { needed })}
          </p>
        )}
      </div>
      <div className="sm:text-end">
        <p className="tabular text-xl font-[620]">
          {percent === null ? '–' : format.number(percent / 100, { style: 'percent', maximumFractionDigits: 1 })}
        </p>
        <p className="text-sm text-soft">
          {counted === 0 ? t('standing.nothing') : t(`standing.of.${name}`, { bad, good: counted - bad, counted })}
        </p>
        <p className="text-sm text-soft">
          {t(`standing.limit.${keeps}`, {
            limit: format.number(limit / 100, { style: 'percent', maximumFractionDigits: 1 }),
          })}
        </p>
      </div>
    </Card>
  )
}

const knownDefects = [
  'not_received',
  'delivered_missing',
  'late',
  'damaged',
  'faulty',
  'defective',
  'not_as_described',
  'wrong_item',
  'missing_parts',
  'return_refused',
  'refund_not_paid',
  'overcharged',
] as const

function Defects({ defects }: { defects: StandingShape['defects'] }) {
  const { t, format } = useSeller()
  const wordsOf = (kind: string) => t(`standing.defect.${knownDefects.find((each) => each === kind) ?? 'other'}`)
  return (
    <section aria-labelledby="standing-defects">
      <h2 id="standing-defects" className="mb-3 text-lg font-[620]">
        {t('standing.defects')}
      </h2>
      {defects.length === 0 ? (
        <p className="text-soft">{t('standing.noDefects')}</p>
      ) : (
        <Card>
          <ul className="divide-y divide-line">
            {defects.map(({ kind, about, at }) => (
              <li key={`${kind} ${about.id}`} className="flex flex-wrap justify-between gap-2 px-4 py-3 sm:px-5">
                {about.kind === 'claim' ? (
                  <Link to="/claims/$claimId" params={{ claimId: about.id }} className="link">
                    {wordsOf(kind)}
                  </Link>
                ) : (
                  <span>{wordsOf(kind)}</span>
                )}
                <time dateTime={at} className="text-soft">
                  {format.day(at)}
                </time>
              </li>
            ))}
          </ul>
        </Card>
      )}
    </section>
  )
}
