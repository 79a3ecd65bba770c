import type { RecallNotice } from '#contract/safety'
import { useQuery } from '@tanstack/react-query'
import { Link, useParams } from '@tanstack/react-router'
import OctagonAlert from 'lucide-react/icons/octagon-alert'
import { useEffect, useState } from 'react'
import { call } from '../../kit/call.ts'
import { useLive } from '../../kit/live.ts'
import { useAction } from '../../kit/use-action.ts'
import { ActionTrouble, PageTrouble } from '../../parts/trouble.tsx'
import { Banner } from '../../ui/banner.tsx'
import { buttonClass } from '../../ui/button-looks.ts'
import { Button } from '../../ui/button.tsx'
import { Card } from '../../ui/card.tsx'
import { SkeletonRows } from '../../ui/skeleton.tsx'
import { recallNoticeQuery } from '../data.ts'
import { useShopper } from '../text.ts'
import { AskPerson } from './ask-person.tsx'
import { PageHead } from './page-head.tsx'

/** Something that was bought is recalled: what to do first, then one tap on what the shopper wants for it. */
export function RecallPage() {
  const { t } = useShopper()
  const { noticeId } = useParams({ from: '/known/recalls/$noticeId' })
  const notice = useQuery(recallNoticeQuery(noticeId))
  useLive(notice.data && { topic: `order:${notice.data.orderId}` })
  const isUnseen = notice.data?.seenAt === null
  useEffect(() => {
    if (isUnseen)
      void call('POST /recall-notices/:id/seen', { id: noticeId }, { idempotencyKey: crypto.randomUUID() }).catch(
        () => undefined,
      )
  }, [isUnseen, noticeId])
  if (notice.isError) return <PageTrouble error={notice.error} onRetry={() => void notice.refetch()} />
  if (!notice.data) return <SkeletonRows rows={2} height="h-40" label={t('common.loading')} />
  return <Notice notice={notice.data} />
}

function Notice({ notice }: { notice: RecallNotice }) {
  const { t } = useShopper()
  return (
    <div className="mx-auto max-w-2xl">
      <PageHead
        orderId={notice.orderId}
        orderReference={notice.orderReference}
        title={t(notice.choice ? 'recall.settled' : 'recall.headline', { title: notice.title })}
        isSettled={notice.choice !== null}
      />
      <div className="grid gap-6">
        <Banner tone="bad" icon={<OctagonAlert aria-hidden="true" />} title={t(`recall.do.${notice.instruction}`)}>
          <p className="whitespace-pre-line" dir="auto">
            {notice.message}
          </p>
        </Banner>
        {notice.choice ? (
          <Chosen notice={notice} />
        ) : notice.choices.length > 0 ? (
          <Choices notice={notice} />
        ) : (
          <NothingToChoose notice={notice} />
        )}
        <Things notice={notice} />
        <AskPerson orderReference={notice.orderReference} orderId={notice.orderId} />
      </div>
    </div>
  )
}

function Choices({ notice }: { notice: RecallNotice }) {
  const { t, format } = useShopper()
  const [tapped, setTapped] = useState<string | null>(null)
  const choose = useAction((remedy: RecallNotice['choices'][number]['remedy'], options) =>
    call('POST /recall-notices/:id/choice', { id: notice.id, remedy }, options),
  )
  return (
    <section aria-label={t('recall.choices')} className="grid gap-3">
      <h2 className="text-xl">{t('recall.choices')}</h2>
      <p className="text-soft">{t(notice.instruction === 'return' ? 'recall.backFree' : 'recall.noReturn')}</p>
      {notice.choices.map(({ remedy, amount, method, thing }, place) => (
        <Card key={remedy} className="grid gap-3 p-5">
          <p className="text-soft">
            {method.length > 0 && remedy === 'refund'
              ? t('recall.detail.refundTo', { method: format.list(method.map(({ label }) => label)) })
              : t(`recall.detail.${remedy}`)}
          </p>
          <Button
            look={place === 0 ? 'primary' : 'secondary'}
            size="large"
            wide
            isPending={choose.isPending && tapped === remedy}
            isDisabled={choose.isPending && tapped !== remedy}
            onPress={() => {
              setTapped(remedy)
              void choose.run(remedy)
            }}
          >
            {t(`recall.take.${remedy}`, {
              amount: amount ? format.money(amount) : '',
              thing: thing ?? notice.title,
            })}
          </Button>
        </Card>
      ))}
      <ActionTrouble error={choose.error} />
    </section>
  )
}

function Chosen({ notice }: { notice: RecallNotice }) {
  const { t, format } = useShopper()
  const { refund, replacement, returnId } = notice
  return (
    <Card className="grid gap-3 p-5">
      <p role="status" className="text-lg">
        {refund
          ? t('recall.chosen.money', { amount: format.money(refund.amount) })
          : returnId && !replacement
            ? t('recall.chosen.return')
            : t(notice.choice === 'repair_kit' ? 'recall.chosen.kit' : 'recall.chosen.sent')}
      </p>
      <div className="flex flex-wrap gap-2">
        {returnId && (
          <Link to="/returns/$returnId" params={{ returnId }} className={buttonClass({ look: 'primary' })}>
            {t('recall.toReturn')}
          </Link>
        )}
        <Link to="/orders/$orderId" params={{ orderId: notice.orderId }} className={buttonClass()}>
          {t('recall.toOrder')}
        </Link>
      </div>
    </Card>
  )
}

/** The warning holds; money does not move twice. */
function NothingToChoose({ notice }: { notice: RecallNotice }) {
  const { t } = useShopper()
  const { heldBy } = notice
  return (
    <Card className="grid gap-3 p-5">
      <p role="status">{t(notice.isOver ? 'recall.over' : heldBy ? 'recall.held' : 'recall.madeGood')}</p>
      {heldBy?.kind === 'problem' && (
        <Link to="/problems/$problemId" params={{ problemId: heldBy.id }} className={buttonClass()}>
          {t('action.view_problem')}
        </Link>
      )}
      {heldBy?.kind === 'return' && (
        <Link to="/returns/$returnId" params={{ returnId: heldBy.id }} className={buttonClass()}>
          {t('action.view_return')}
        </Link>
      )}
    </Card>
  )
}

function Things({ notice }: { notice: RecallNotice }) {
  const { t } = useShopper()
  return (
    <Card aria-label={t('recall.things')} className="p-5">
      <h2 className="mb-2 text-lg">{t('recall.things')}</h2>
      <ul className="grid gap-1">
        {notice.items.map((item) => (
          <li key={item.itemId}>
            {t('recall.thing', { title: item.title, count: item.quantity })}
            {item.lot && <span className="text-soft"> · {t('recall.lot', { lot: item.lot })}</span>}
          </li>
        ))}
      </ul>
      <p className="mt-3 text-sm text-soft">{t('recall.reference', { reference: notice.reference })}</p>
    </Card>
  )
}
