import type { SafetyReport } from '#contract/safety'
import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { useState } from 'react'
import { call } from '../../kit/call.ts'
import { useLive } from '../../kit/live.ts'
import { useAction } from '../../kit/use-action.ts'
import { Photos } from '../../parts/photos.tsx'
import { ActionTrouble, PageTrouble } from '../../parts/trouble.tsx'
import { Badge } from '../../ui/badge.tsx'
import { Banner } from '../../ui/banner.tsx'
import { buttonClass } from '../../ui/button-looks.ts'
import { Button } from '../../ui/button.tsx'
import { Card } from '../../ui/card.tsx'
import { SkeletonRows } from '../../ui/skeleton.tsx'
import { orderStoryQuery } from '../data.ts'
import { Deadline } from '../layout/deadline.tsx'
import { OrderStoryView } from '../story/order-story.tsx'
import { useConsole } from '../text.ts'
import { CloseReport } from './close-report.tsx'
import { safetyReportQuery } from './data.ts'
import { StopProduct } from './stop-product.tsx'

/** One report: what happened to whom, with what, and what can be done about it now. */
export function ReportPane({ id }: { id: string }) {
  const { t } = useConsole()
  const report = useQuery(safetyReportQuery(id))
  useLive(report.data && { topic: `order:${report.data.orderId}` })
  const story = useQuery({ ...orderStoryQuery(report.data?.orderId ?? ''), enabled: Boolean(report.data) })
  if (report.isError) return <PageTrouble isPart error={report.error} onRetry={() => void report.refetch()} />
  return (
    <div className="grid gap-6 p-4 sm:p-6">
      {report.data ? (
        <Report report={report.data} />
      ) : (
        <SkeletonRows rows={1} height="h-64" label={t('common.loading')} />
      )}
      {story.data && <OrderStoryView story={story.data} />}
    </div>
  )
}

function Report({ report }: { report: SafetyReport }) {
  const { t, format } = useConsole()
  const [isClosing, setClosing] = useState(false)
  const look = useAction((_: null, options) => call('POST /safety/reports/:id/look', { id: report.id }, options))
  return (
    <Card className="grid gap-5 p-5" aria-labelledby="report-title">
      <header className="grid gap-2">
        <div className="flex flex-wrap items-center gap-2">
          <Deadline at={report.answerBy} isOver={report.state !== 'open'} />
          <Badge tone={report.who === 'person' ? 'bad' : 'warn'}>{t(`safety.who.${report.who ?? 'unknown'}`)}</Badge>
          {report.state === 'open' && report.requiredRole !== 'associate' && (
            <Badge tone="bad">
              {t('safety.silent', { count: report.silences, role: t(`role.${report.requiredRole}`) })}
            </Badge>
          )}
        </div>
        <h2 id="report-title" className="text-xl">
          <bdi>{report.things.map(({ title }) => title).join(', ')}</bdi>
        </h2>
        <p className="text-sm text-soft">
          {t('safety.of', {
            name: report.customer.name,
            order: report.orderReference,
            when: format.dayAndTime(report.openedAt),
          })}
        </p>
      </header>
      {report.lookedBy && (
        <Banner tone="good" title={t('safety.lookedBy', { name: report.lookedBy })}>
          {report.outcome && `${t(`safety.outcome.${report.outcome}`)} · ${report.outcomeNote ?? ''}`}
        </Banner>
      )}
      {report.accounts.map((account) => (
        <div key={account.at} className="grid gap-2 rounded-md bg-sunken px-4 py-3">
          <p className="whitespace-pre-line" dir="auto">
            {account.note ?? t('safety.noWords')}
          </p>
          <p className="text-sm text-soft">{format.dayAndTime(account.at)}</p>
          {account.files.length > 0 && <Photos files={account.files} isTheirs />}
        </div>
      ))}
      <ul className="grid gap-3">
        {report.things.map((thing) => (
          <Thing key={thing.itemId} thing={thing} />
        ))}
      </ul>
      <p className="text-sm text-soft">{t('safety.notAgain')}</p>
      <div className="flex flex-wrap gap-2">
        {report.allowed.includes('look') && (
          <Button look="primary" isPending={look.isPending} onPress={() => void look.run(null)}>
            {t('safety.look')}
          </Button>
        )}
        {report.conversationId && (
          <Link to="/desk" search={{ c: report.conversationId }} className={buttonClass()}>
            {t('safety.talk')}
          </Link>
        )}
        {report.allowed.includes('close') && <Button onPress={() => setClosing(true)}>{t('safety.close')}</Button>}
      </div>
      <ActionTrouble error={look.error} />
      {isClosing && <CloseReport report={report} onClose={() => setClosing(false)} />}
    </Card>
  )
}

function Thing({ thing }: { thing: SafetyReport['things'][number] }) {
  const { t } = useConsole()
  const [isStopping, setStopping] = useState(false)
  return (
    <li className="flex flex-wrap items-center justify-between gap-3 rounded-md border border-line px-4 py-3">
      <span className="min-w-0 flex-1 basis-48">
        <bdi className="block font-[560]">{thing.title}</bdi>
        <span className="block text-sm text-soft">
          {[
            t('safety.count', { count: thing.quantity }),
            thing.lot && t('safety.lot', { lot: thing.lot }),
            t('safety.seller', { name: thing.seller ?? t('safety.own') }),
            thing.otherReports > 0 && t('safety.otherReports', { count: thing.otherReports }),
          ]
            .filter(Boolean)
            .join(' · ')}
        </span>
      </span>
      {thing.stopId ? (
        <Badge tone="bad">{t('safety.stopped')}</Badge>
      ) : (
        thing.productId && (
          <Button look="danger" onPress={() => setStopping(true)}>
            {t('safety.stop')}
          </Button>
        )
      )}
      {isStopping && thing.productId && (
        <StopProduct
          productId={thing.productId}
          title={thing.title}
          lot={thing.lot}
          onClose={() => setStopping(false)}
        />
      )}
    </li>
  )
}
