import type { Return } from '#contract/returns'
import { useQuery, useQueryClient } from '@tanstack/react-query'
import { Link, useParams, useSearch } from '@tanstack/react-router'
import Download from 'lucide-react/icons/download'
import { useState } from 'react'
import { call } from '../../kit/call.ts'
import { useLive } from '../../kit/live.ts'
import { useAction } from '../../kit/use-action.ts'
import { MoneyBack, MoneyBackPlan } from '../../parts/money-back.tsx'
import { ProductPicture } from '../../parts/product-picture.tsx'
import { ActionTrouble, PageTrouble } from '../../parts/trouble.tsx'
import { preferServerWords } from '../../parts/words.ts'
import { Button } from '../../ui/button.tsx'
import { buttonClass } from '../../ui/button-looks.ts'
import { Card, CardHead } from '../../ui/card.tsx'
import { CopyText } from '../../ui/copy-text.tsx'
import { SkeletonRows } from '../../ui/skeleton.tsx'
import { Timeline, type TimelineStep } from '../../ui/timeline.tsx'
import { ReturnClaim } from '../claims/return-claim.tsx'
import { returnQuery } from '../data.ts'
import { useShopper } from '../text.ts'
import { AskPerson } from './ask-person.tsx'
import { PageHead } from './page-head.tsx'
import { PointDetail, PointHours } from './return-point.tsx'
import { iso } from './return-what.tsx'

/** A return as it stands: the answer first, then what to show or print, then when the money comes, then what happened. */
export function ReturnPage() {
  const { t } = useShopper()
  const { returnId } = useParams({ from: '/known/returns/$returnId' })
  const { done } = useSearch({ from: '/known/returns/$returnId' })
  const found = useQuery({
    ...returnQuery(returnId),
    // A label that is being made is there in a moment.
    refetchInterval: ({ state }) =>
      state.data?.parcels.some((parcel) => parcel.label?.state === 'requested') ? 3_000 : false,
  })
  useLive(found.data && { topic: `order:${found.data.orderIds[0] ?? ''}` })
  if (found.isError) return <PageTrouble error={found.error} onRetry={() => void found.refetch()} />
  if (!found.data) return <SkeletonRows rows={2} height="h-56" label={t('common.loading')} />
  return <ReturnView shown={found.data} isNew={done} />
}

/** The same for whoever opens it otherwise, such as by a gift's link. */
export function ReturnView({ shown, isNew, isGift }: { shown: Return; isNew?: boolean; isGift?: boolean }) {
  const { t, has, locale, format } = useShopper()
  const parcels = shown.parcels.filter((parcel) => parcel.state !== 'canceled')
  const isOpen = shown.state.code === 'to_hand_over' || shown.state.code === 'overdue'
  const state = `returnState.${shown.state.code}`
  const answer = isOpen
    ? t(`returnTodo.${todoOf(shown)}`, {
        day: format.day(parcels[0]?.slot?.until ?? shown.handOverBy),
        place: parcels[0]?.point ? `\u2068${parcels[0].point.name}\u2069` : 'none',
      })
    : preferServerWords(locale, shown.state.words, has(state) ? t(state as 'returnState.done') : null)
  const [order] = shown.orderIds
  return (
    <div className="mx-auto max-w-2xl">
      <PageHead
        {...(isGift || !order ? {} : { orderId: order, orderReference: shown.lines[0]?.orderReference })}
        title={answer}
        isSettled={isNew}
      >
        <p className="flex items-center gap-1 text-soft">
          {t('return.number')} <CopyText text={shown.reference} label={t('common.copy')} />
        </p>
      </PageHead>
      <div className="grid gap-5">
        {!isGift && <ReturnClaim shown={shown} />}
        {isOpen && parcels.map((parcel) => <Parcel key={parcel.id} parcel={parcel} />)}
        <Card>
          <CardHead title={t(moneyTitle(shown))} />
          <div className="grid gap-3 px-5 pt-2 pb-5">
            <Money shown={shown} />
          </div>
        </Card>
        <Card>
          <CardHead title={t('return.things')} />
          <ul className="divide-y divide-line px-5 pb-2">
            {shown.lines.map((line) => (
              <li key={line.id} className="flex items-center gap-4 py-3.5">
                <ProductPicture url={line.imageUrl} className="size-14" />
                <div className="min-w-0">
                  <p className="font-[540]">
                    {line.quantity > 1 && `${format.number(line.quantity)} × `}
                    <bdi>{line.title}</bdi>
                  </p>
                  <p className="text-[0.9375rem] text-soft">
                    {preferServerWords(
                      locale,
                      line.reasonWords,
                      has(`returnReason.${line.reason}`)
                        ? t(`returnReason.${line.reason}` as 'returnReason.too_small')
                        : null,
                    )}
                  </p>
                  {line.exchange && (
                    <p className="text-[0.9375rem]">
                      {t('return.check.instead', {
                        name: iso(Object.values(line.exchange.options).join(' · ') || line.exchange.title),
                      })}
                    </p>
                  )}
                  {line.deduction && line.deducted.amountMinor > 0 && (
                    <p className="text-[0.9375rem] text-warn">
                      {t('return.deducted', {
                        amount: format.money(line.deducted),
                        note: line.deduction.note ?? 'none',
                      })}
                    </p>
                  )}
                </div>
              </li>
            ))}
          </ul>
        </Card>
        <Card className="p-5">
          <Timeline label={t('return.story')} steps={useSteps(shown)} />
          {!isOpen &&
            parcels.map(
              (parcel) =>
                parcel.trackingNumber && (
                  <p
                    key={parcel.id}
                    className="mt-4 flex flex-wrap items-center gap-x-2 border-t border-line pt-3 text-sm text-soft"
                  >
                    {parcel.carrier && <bdi>{parcel.carrier}</bdi>}
                    <CopyText text={parcel.trackingNumber} label={t('common.copy')} />
                  </p>
                ),
            )}
        </Card>
        {!isGift && <CallOff shown={shown} />}
        <AskPerson problemReference={shown.reference} orderId={shown.orderIds[0]} about={`return:${shown.id}`} />
      </div>
    </div>
  )
}

function todoOf({ method, parcels }: Return): 'code' | 'label' | 'pickup' | 'plain' {
  if (method === 'pickup') return 'pickup'
  if (method === 'label') return 'label'
  return parcels.some((parcel) => parcel.code && parcel.state === 'open') ? 'code' : 'plain'
}

/** The square code or the label, where it is brought, and by when. */
function Parcel({ parcel }: { parcel: Return['parcels'][number] }) {
  const { t, format } = useShopper()
  const shows = parcel.codeImage && parcel.state === 'open'
  return (
    <Card className="grid justify-items-center gap-4 p-5 text-center sm:p-6">
      {shows && (
        <>
          <img
            src={parcel.codeImage ?? ''}
            alt={t('return.code.alt')}
            width="288"
            height="288"
            className="aspect-square w-full max-w-72 rounded-lg bg-white p-3"
          />
          <p className="text-lg font-[560]">{t(parcel.slot ? 'return.code.scan' : 'return.code.show')}</p>
          {parcel.code && (
            <div className="grid justify-items-center gap-1">
              <p className="text-[0.9375rem] text-soft">{t('return.code.spoken')}</p>
              <p dir="ltr" className="tabular text-lg font-[560] tracking-wide">
                {inGroups(parcel.code)}
              </p>
            </div>
          )}
          {parcel.slot && (
            <p>{t('return.code.slot', { name: parcel.slot.name, until: format.moment(parcel.slot.until) })}</p>
          )}
        </>
      )}
      {parcel.label && (
        <>
          {parcel.label.href ? (
            <a
              href={parcel.label.href}
              target="_blank"
              rel="noreferrer"
              className={buttonClass({ look: shows ? 'secondary' : 'primary', size: 'large' })}
            >
              <Download className="size-5" aria-hidden="true" />
              {t('return.label.open')}
            </a>
          ) : (
            <p role="status" className="text-soft">
              {t(parcel.label.state === 'failed' ? 'return.label.failed' : 'return.label.making')}
            </p>
          )}
        </>
      )}
      {parcel.pickup && (
        <p className="text-lg font-[560]">
          {format.day(parcel.pickup.from)}, {format.time(parcel.pickup.from)} – {format.time(parcel.pickup.until)}
        </p>
      )}
      {parcel.point && (
        <div className="w-full rounded-lg bg-sunken px-4 py-3 text-start">
          <p className="font-[560]">
            <bdi>{parcel.point.name}</bdi>
          </p>
          <p className="text-[0.9375rem] text-soft">
            <PointDetail point={parcel.point} />
          </p>
          <PointHours point={parcel.point} />
          {shows && !parcel.slot && <p className="mt-1 text-[0.9375rem] text-soft">{t('return.code.anywhere')}</p>}
        </div>
      )}
      {parcel.expiresAt && !parcel.slot && (
        <p className="text-sm text-soft">{t('return.code.until', { day: format.day(parcel.expiresAt) })}</p>
      )}
    </Card>
  )
}

/** A code as it is read out: four letters at a time, on as many lines as it takes. */
function inGroups(code: string): string {
  return code.replaceAll(/(.{4})(?=.)/g, '$1 ')
}

/** Whether the new one is still to arrive, from when on there is time for the old one. */
function isNewFirst({ advance }: Return): boolean {
  return advance !== null && advance.dueAt === null
}

function moneyTitle(shown: Return) {
  const { resolution } = shown
  if (resolution === 'exchange' || resolution === 'replacement' || isNewFirst(shown)) return 'return.money.instead'
  return resolution === 'none' ? 'return.money.none' : 'return.money.title'
}

function Money({ shown }: { shown: Return }) {
  const { t, has, locale, format } = useShopper()
  const moment = `returnMoment.${shown.refundAt}`
  if (shown.refunds.length > 0)
    return (
      <>
        {shown.refunds.map((refund) => (
          <MoneyBack key={refund.id} refund={refund} />
        ))}
      </>
    )
  const instead = shown.resolution === 'exchange' || shown.resolution === 'replacement'
  return (
    <>
      {shown.perTender.length > 0 ? (
        <MoneyBackPlan methods={shown.perTender} />
      ) : (
        shown.refund.amountMinor > 0 && <p className="tabular text-lg font-[560]">{format.money(shown.refund)}</p>
      )}
      {shown.fee.amountMinor > 0 && (
        <p className="text-[0.9375rem] text-soft">{t('return.feeOff', { amount: format.money(shown.fee) })}</p>
      )}
      {shown.charge.amountMinor > 0 && <p>{t('return.charge', { amount: format.money(shown.charge) })}</p>}
      <p className="text-[0.9375rem] text-soft">
        {instead
          ? t(shown.replacementId ? 'return.insteadSent' : 'return.insteadLater')
          : shown.resolution === 'none'
            ? t(isNewFirst(shown) ? 'return.newFirst' : 'return.settled')
            : preferServerWords(locale, shown.refundAtWords, has(moment) ? t(moment as 'returnMoment.receipt') : null)}
      </p>
    </>
  )
}

function useSteps(shown: Return): TimelineStep[] {
  const { t, has, locale, format } = useShopper()
  const now = shown.timeline.findIndex((step) => !step.done)
  return shown.timeline.map((step, index) => {
    const key = `returnStep.${step.code}`
    return {
      id: `${step.code} ${index}`,
      title: preferServerWords(locale, step.words, has(key) ? t(key as 'returnStep.requested') : null),
      ...(step.at ? { time: format.moment(step.at) } : {}),
      ...(step.code === 'handed_over' && !step.done
        ? { time: t('timeline.by', { day: format.shortDay(shown.handOverBy) }) }
        : {}),
      state: step.done ? 'done' : index === now ? 'now' : 'next',
    }
  })
}

/** Another way, or not at all; one tap to ask, one to be sure. */
function CallOff({ shown }: { shown: Return }) {
  const { t } = useShopper()
  const [isSure, setSure] = useState(false)
  const queries = useQueryClient()
  const cancel = useAction(
    (id: string, options) => call('POST /returns/:id/cancellation', { id }, options),
    (made) => queries.setQueryData(returnQuery(made.id).queryKey, made),
  )
  const may = new Set<string>(shown.allowed.map(({ action }) => action))
  if (!may.has('cancel') && !may.has('choose_way')) return null
  return (
    <div className="grid gap-3">
      <div className="flex flex-wrap gap-2">
        {may.has('choose_way') && (
          <Link to="/returns/$returnId/way" params={{ returnId: shown.id }} className={buttonClass()}>
            {t('return.otherWay')}
          </Link>
        )}
        {may.has('cancel') &&
          (isSure ? (
            <>
              <Button look="danger" isPending={cancel.isPending} onPress={() => void cancel.run(shown.id)}>
                {t('return.cancelSure')}
              </Button>
              <Button look="quiet" onPress={() => setSure(false)}>
                {t('return.cancelNo')}
              </Button>
            </>
          ) : (
            <Button look="quiet" onPress={() => setSure(true)}>
              {t('return.cancel')}
            </Button>
          ))}
      </div>
      <ActionTrouble error={cancel.error} onRetry={() => void cancel.run(shown.id)} />
    </div>
  )
}
