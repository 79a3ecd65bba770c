import type { Recall } from '#contract/safety'
import { useInfiniteQuery, useQuery } from '@tanstack/react-query'
import OctagonAlert from 'lucide-react/icons/octagon-alert'
import { useState } from 'react'
import { call } from '../../kit/call.ts'
import { useAction } from '../../kit/use-action.ts'
import { ActionTrouble, PageTrouble } from '../../parts/trouble.tsx'
import { Badge } from '../../ui/badge.tsx'
import { Button } from '../../ui/button.tsx'
import { Card } from '../../ui/card.tsx'
import { Notice } from '../../ui/notice.tsx'
import { SkeletonRows } from '../../ui/skeleton.tsx'
import { staffMeQuery } from '../data.ts'
import { Page } from '../layout/page.tsx'
import { reaches } from '../roles.ts'
import { useConsole } from '../text.ts'
import { recallsQuery } from './data.ts'
import { OpenRecall } from './open-recall.tsx'
import { RecallUnits } from './recall-units.tsx'
import { Stops } from './stops.tsx'

/** What is stopped, and what is recalled with how far it is. */
export function Recalls() {
  const { t } = useConsole()
  const recalls = useInfiniteQuery(recallsQuery)
  const me = useQuery(staffMeQuery).data
  const mayOpen = reaches(me?.role, 'supervisor')
  const [isOpening, setOpening] = useState(false)
  const rows = recalls.data?.pages.flatMap((page) => page.data)
  return (
    <Page
      title={t('place./recalls')}
      detail={t('recalls.detail')}
      end={
        mayOpen && (
          <Button look="primary" onPress={() => setOpening(true)}>
            {t('recalls.open')}
          </Button>
        )
      }
    >
      <Stops mayRestart={mayOpen} />
      {recalls.isError && <PageTrouble isPart error={recalls.error} onRetry={() => void recalls.refetch()} />}
      {recalls.isPending && <SkeletonRows rows={2} height="h-32" label={t('common.loading')} />}
      {rows?.length === 0 && (
        <Card>
          <Notice icon={<OctagonAlert aria-hidden="true" />} title={t('recalls.none')} />
        </Card>
      )}
      <div className="grid gap-4">
        {rows?.map((recall) => (
          <RecallCard key={recall.id} recall={recall} mayClose={mayOpen} />
        ))}
      </div>
      {recalls.hasNextPage && (
        <Button className="mt-4" isPending={recalls.isFetchingNextPage} onPress={() => void recalls.fetchNextPage()}>
          {t('queue.more')}
        </Button>
      )}
      {isOpening && <OpenRecall onClose={() => setOpening(false)} />}
    </Page>
  )
}

const steps = ['told', 'seen', 'answered', 'remedied'] as const

function RecallCard({ recall, mayClose }: { recall: Recall; mayClose: boolean }) {
  const { t, format } = useConsole()
  const [isShown, setShown] = useState(false)
  const close = useAction((_: null, options) =>
    call('POST /recalls/:id/close', { id: recall.id, version: recall.version }, options),
  )
  const { progress } = recall
  const isOpen = recall.state === 'open'
  const scope = [
    ...recall.variants.map(({ title }) => title),
    ...(recall.lots.length > 0 ? [t('recalls.lots', { lots: format.list(recall.lots) })] : []),
  ]
  return (
    <Card aria-label={recall.title} className="grid gap-4 p-5">
      <div className="flex flex-wrap items-center justify-between gap-3">
        <h2 className="text-lg">
          <bdi>{recall.title}</bdi>
        </h2>
        <Badge tone={isOpen ? 'bad' : 'neutral'}>{t(`recalls.state.${recall.state}`)}</Badge>
      </div>
      {scope.length > 0 && <p className="text-sm text-soft">{scope.join(' · ')}</p>}
      <p dir="auto">{t('incidents.quote', { text: recall.message })}</p>
      <p className="text-sm text-soft">
        {recall.lookedAt === null
          ? t('recalls.looking')
          : t('recalls.hits', { orders: progress.orders, shoppers: progress.shoppers, units: progress.units })}
        {' · '}
        {t('incidents.by', { name: recall.openedBy, when: format.dayAndTime(recall.openedAt) })}
      </p>
      <dl className="grid grid-cols-2 gap-3 sm:grid-cols-4">
        {steps.map((step) => (
          <div key={step} className="rounded-md bg-sunken px-4 py-3">
            <dt className="text-sm text-soft">{t(`recalls.step.${step}`)}</dt>
            <dd className="tabular text-xl font-[600]">
              {t('recalls.share', { count: progress[step], all: progress.orders })}
            </dd>
          </div>
        ))}
      </dl>
      <div className="flex flex-wrap gap-2">
        <Button aria-expanded={isShown} onPress={() => setShown(!isShown)}>
          {t(isShown ? 'recalls.hideUnits' : 'recalls.units')}
        </Button>
        {mayClose && isOpen && (
          <Button look="quiet" isPending={close.isPending} onPress={() => void close.run(null)}>
            {t('recalls.close')}
          </Button>
        )}
      </div>
      <ActionTrouble error={close.error} />
      {isShown && <RecallUnits id={recall.id} />}
    </Card>
  )
}
