import type { QualitySample } from '#contract/insights'
import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { useState } from 'react'
import { PageTrouble } from '../../parts/trouble.tsx'
import { Badge } from '../../ui/badge.tsx'
import { Button } from '../../ui/button.tsx'
import { Card } from '../../ui/card.tsx'
import { SkeletonRows } from '../../ui/skeleton.tsx'
import { staffMeQuery } from '../data.ts'
import { useConsole } from '../text.ts'
import { samplesQuery } from './data.ts'
import { ScoreDialog } from './score-dialog.tsx'

const leads = new Set(['lead', 'supervisor', 'administrator'])

/** Solved conversations drawn by chance, week by week: to read, to score, to learn from. */
export function Samples() {
  const { t, format } = useConsole()
  const samples = useQuery(samplesQuery)
  const me = useQuery(staffMeQuery).data
  const [scoring, setScoring] = useState<QualitySample | null>(null)
  const rows = samples.data?.data
  return (
    <>
      <p className="mb-4 text-soft">{t('quality.detail')}</p>
      {samples.isError && <PageTrouble isPart error={samples.error} onRetry={() => void samples.refetch()} />}
      {samples.isPending && <SkeletonRows rows={4} height="h-16" label={t('common.loading')} />}
      {rows && (
        <Card>
          {rows.length === 0 && <p className="px-5 py-6 text-soft">{t('quality.none')}</p>}
          <ul className="divide-y divide-line">
            {rows.map((sample) => (
              <li key={sample.id} className="flex flex-wrap items-center justify-between gap-3 px-5 py-3.5">
                <span className="grid gap-0.5">
                  <Link to="/desk" search={{ c: sample.conversation.id }} className="link font-[560]">
                    <bdi>{sample.conversation.subject || sample.conversation.reference}</bdi>
                  </Link>
                  <span className="text-sm text-soft">
                    <bdi>{sample.staff.name}</bdi> · {t('quality.week', { day: format.shortDate(sample.week) })}
                    {sample.note && ` · ${sample.note}`}
                  </span>
                </span>
                <span className="flex items-center gap-2">
                  {sample.score !== null && (
                    <Badge tone={sample.score >= 80 ? 'good' : 'warn'}>{`${format.number(sample.score)} %`}</Badge>
                  )}
                  {me && leads.has(me.role) && me.id !== sample.staff.id && (
                    <Button size="small" onPress={() => setScoring(sample)}>
                      {t(sample.score === null ? 'quality.score' : 'quality.again')}
                    </Button>
                  )}
                </span>
              </li>
            ))}
          </ul>
        </Card>
      )}
      {scoring && (
        <ScoreDialog sample={scoring} questions={samples.data?.questions ?? []} onClose={() => setScoring(null)} />
      )}
    </>
  )
}
