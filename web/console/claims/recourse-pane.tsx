import type { Recourse } from '#contract/claims'
import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { useState } from 'react'
import { useLive } from '../../kit/live.ts'
import { Photos } from '../../parts/photos.tsx'
import { PageTrouble } from '../../parts/trouble.tsx'
import { Badge } from '../../ui/badge.tsx'
import { Banner } from '../../ui/banner.tsx'
import { Card } from '../../ui/card.tsx'
import { CopyText } from '../../ui/copy-text.tsx'
import { SkeletonRows } from '../../ui/skeleton.tsx'
import { orderStoryQuery } from '../data.ts'
import { Deadline } from '../layout/deadline.tsx'
import { KeyButton } from '../layout/key-button.tsx'
import { useKeys } from '../layout/use-keys.ts'
import { OrderStoryView } from '../story/order-story.tsx'
import { useConsole } from '../text.ts'
import { recourseQuery } from './data.ts'
import { DecideRecourse } from './decide-recourse.tsx'

/** A debit that a seller asks back, with the order's story beneath it. */
export function RecoursePane({ id }: { id: string }) {
  const { t } = useConsole()
  const recourse = useQuery(recourseQuery(id))
  const orderId = recourse.data?.order.id
  useLive(orderId !== undefined && { topic: `order:${orderId}` })
  const story = useQuery({ ...orderStoryQuery(orderId ?? ''), enabled: orderId !== undefined })
  if (recourse.isError) return <PageTrouble isPart error={recourse.error} onRetry={() => void recourse.refetch()} />
  return (
    <div className="grid gap-6 p-4 sm:p-6">
      {recourse.data ? (
        <Asked recourse={recourse.data} />
      ) : (
        <SkeletonRows rows={1} height="h-48" label={t('common.loading')} />
      )}
      {story.data && <OrderStoryView story={story.data} inHand={id} />}
    </div>
  )
}

function Asked({ recourse }: { recourse: Recourse }) {
  const { t, format } = useConsole()
  const [isDeciding, setDeciding] = useState(false)
  const mayDecide = recourse.allowed.includes('decide')
  const decide = () => mayDecide && setDeciding(true)
  useKeys({ d: decide })
  return (
    <Card className="grid gap-4 p-5" aria-labelledby="recourse-title">
      <div className="grid gap-2">
        <p className="flex flex-wrap items-center gap-2">
          {recourse.decideBy && <Deadline at={recourse.decideBy} isOver={recourse.state !== 'open'} />}
          <Badge tone={recourse.state === 'open' ? 'warn' : 'neutral'}>{t(`recourse.state.${recourse.state}`)}</Badge>
          <span className="min-w-36 flex-1 text-end text-sm">
            <CopyText text={recourse.reference} label={t('common.copy')} />
          </span>
        </p>
        <h2 id="recourse-title" className="flex flex-wrap items-baseline justify-between gap-x-4 text-xl">
          {t(`recourse.ground.${recourse.ground}`)}
          <span className="tabular">{format.money(recourse.amount)}</span>
        </h2>
        <p className="flex flex-wrap gap-x-4 text-sm text-soft">
          <Link to="/sellers/$sellerId" params={{ sellerId: recourse.seller.id }} className="link">
            <bdi>{recourse.seller.name}</bdi>
          </Link>
          <Link to="/orders/$orderId" params={{ orderId: recourse.order.id }} className="link">
            <bdi>{recourse.order.reference}</bdi>
          </Link>
          <span>{t('recourse.filed', { when: format.moment(recourse.filedAt) })}</span>
        </p>
      </div>
      <p className="wrap-anywhere whitespace-pre-line" dir="auto">
        {recourse.words}
      </p>
      {recourse.files.length > 0 && <Photos files={recourse.files} isTheirs />}
      {recourse.state === 'open' ? (
        <p className="text-sm text-soft">{t('recourse.silence')}</p>
      ) : (
        <Banner
          tone="good"
          title={
            recourse.granted && recourse.granted.amountMinor > 0
              ? t('recourse.gave', { amount: format.money(recourse.granted) })
              : t('recourse.state.declined')
          }
        >
          <bdi>{recourse.note}</bdi>
        </Banner>
      )}
      {mayDecide && (
        <div>
          <KeyButton
            label={t('recourse.decide')}
            shortcut="D"
            look="primary"
            onPress={decide}
            className="min-h-11! px-5!"
          >
            {t('recourse.decide')}
          </KeyButton>
        </div>
      )}
      {isDeciding && <DecideRecourse recourse={recourse} onClose={() => setDeciding(false)} />}
    </Card>
  )
}
