import type { Order } from '#contract/story'
import type { ProblemKind } from '#contract/problems'
import { useQuery, useQueryClient } from '@tanstack/react-query'
import { Link, useNavigate, useParams, useSearch } from '@tanstack/react-router'
import ChevronRight from 'lucide-react/icons/chevron-right'
import { useState } from 'react'
import { type CallError, call } from '../../kit/call.ts'
import { useAction } from '../../kit/use-action.ts'
import { ItemRow } from '../../parts/item-row.tsx'
import { ActionTrouble, PageTrouble } from '../../parts/trouble.tsx'
import { buttonClass } from '../../ui/button-looks.ts'
import { Card } from '../../ui/card.tsx'
import { Checkbox } from '../../ui/checkbox.tsx'
import { Disclosure } from '../../ui/disclosure.tsx'
import { Notice } from '../../ui/notice.tsx'
import { SkeletonRows } from '../../ui/skeleton.tsx'
import { Spinner } from '../../ui/spinner.tsx'
import { orderQuery, problemQuery, trackingQuery } from '../data.ts'
import { Button, PlainButton } from '../../ui/button.tsx'
import { useShopper } from '../text.ts'
import { HarmChoice } from '../safety/harm-choice.tsx'
import { TellHarmOfOrder } from '../safety/safety-card.tsx'
import type { WhatHappened } from '../safety/what-happened.tsx'
import { AskPerson } from './ask-person.tsx'
import { PageHead } from './page-head.tsx'
import { useRuleWords } from '../../parts/words.ts'

type Item = Order['items'][number]

/** What is wrong? One tap on the answer; the next page already has the ways to put it right. */
export function ReportProblem() {
  const { t } = useShopper()
  const { orderId } = useParams({ from: '/known/orders/$orderId/problem' })
  const { item: itemId } = useSearch({ from: '/known/orders/$orderId/problem' })
  const order = useQuery(orderQuery(orderId))
  if (order.isError) return <PageTrouble error={order.error} onRetry={() => void order.refetch()} />
  if (!order.data) return <SkeletonRows rows={3} height="h-20" label={t('common.loading')} />
  return <Report order={order.data} item={order.data.items.find((one) => one.id === itemId) ?? null} />
}

function Report({ order, item }: { order: Order; item: Item | null }) {
  const { t, rich } = useShopper()
  const [units, setUnits] = useState(item ? item.quantity - item.canceledQuantity : 1)
  const [isYourDoor, setYourDoor] = useState<boolean | null>(null)
  const [harm, setHarm] = useState<WhatHappened | null>(null)
  const [isHazardous, setHazardous] = useState(false)
  const navigate = useNavigate()
  const queries = useQueryClient()
  const report = useAction(
    (kind: ProblemKind, options) =>
      call(
        'POST /problems',
        {
          ...(item ? { item: item.id } : { order: order.id }),
          kind,
          ...(item && hasSeveral(item) ? { quantity: units } : {}),
          ...(harm
            ? {
                unsafe: true,
                ...(harm.who ? { harmed: harm.who } : {}),
                ...(harm.note.trim() ? { note: harm.note.trim() } : {}),
              }
            : {}),
          ...(isHazardous && isCondition(kind) ? { hazardous: true } : {}),
          ...(isYourDoor !== null && kind === 'delivered_not_received' ? { photoIsYourDoor: isYourDoor } : {}),
        },
        options,
      ),
    (problem) => {
      queries.setQueryData(problemQuery(problem.id).queryKey, problem)
      return navigate({ to: '/problems/$problemId', params: { problemId: problem.id } })
    },
  )
  const [tapped, setTapped] = useState<string | null>(null)
  const kinds = (item ?? order).allowed.find((action) => action.action === 'problem')?.kinds ?? []
  return (
    <div className="mx-auto max-w-2xl">
      <PageHead orderId={order.id} orderReference={order.reference} title={t('report.title')} />
      <Card className="mb-6 p-5">
        {item ? (
          <ItemRow item={item}>{hasSeveral(item) && <Units item={item} units={units} onUnits={setUnits} />}</ItemRow>
        ) : (
          <p className="text-soft">
            {rich('report.wholeOrder', {
              count: order.items.length,
              titles: <bdi key="titles">{order.items.map((one) => one.title).join(', ')}</bdi>,
            })}
          </p>
        )}
      </Card>
      {kinds.includes('delivered_not_received') && (
        <YourDoor order={order} item={item} answer={isYourDoor} onAnswer={setYourDoor} />
      )}
      {kinds.length === 0 ? (
        <>
          <NothingToReport order={order} item={item} />
          <TellHarmOfOrder orderId={order.id} itemId={item?.id} />
        </>
      ) : (
        <HarmChoice value={harm} onChange={setHarm} />
      )}
      <div className="grid gap-3">
        {kinds.map((kind) => (
          <PlainButton
            key={kind}
            onPress={() => {
              setTapped(kind)
              void report.run(kind as ProblemKind)
            }}
            isDisabled={report.isPending}
            className="flex min-h-16 items-center gap-4 rounded-xl border border-line bg-surface px-5 py-4 text-start text-lg font-[560] shadow-card transition-colors hover:border-accent hover:bg-accent-wash disabled:opacity-60"
          >
            <span className="flex-1">
              {t(`problemKind.${kind as ProblemKind}`)}
              <span className="block text-[0.9375rem] font-normal text-soft">
                {t(`problemKindDetail.${kind as ProblemKind}`)}
              </span>
            </span>
            {report.isPending && tapped === kind ? (
              <Spinner />
            ) : (
              <ChevronRight className="mirror size-5 shrink-0 text-faint" aria-hidden="true" />
            )}
          </PlainButton>
        ))}
        {kinds.some((kind) => isCondition(kind as ProblemKind)) && (
          <div className="overflow-hidden rounded-xl border border-line">
            <Disclosure title={t('report.dangerous')}>
              <Checkbox isSelected={isHazardous} onChange={setHazardous} detail={t('report.hazardousDetail')}>
                {t('report.hazardous')}
              </Checkbox>
            </Disclosure>
          </div>
        )}
        <ActionTrouble
          error={report.error}
          onRetry={() => tapped && void report.run(tapped as ProblemKind)}
          end={<OpenMatter error={report.error} />}
        />
      </div>
      <AskPerson orderReference={order.reference} orderId={order.id} className="mt-8" />
    </div>
  )
}

/** Where the matter stands that is in the way. */
function OpenMatter({ error }: { error: CallError | null }) {
  const { t } = useShopper()
  const about = error?.details?.about as { kind: string; id: string } | undefined
  const className = buttonClass({ size: 'small' })
  if (about?.kind === 'claim')
    return (
      <Link to="/claims/$claimId" params={{ claimId: about.id }} className={className}>
        {t('action.open')}
      </Link>
    )
  if (about?.kind === 'problem')
    return (
      <Link to="/problems/$problemId" params={{ problemId: about.id }} className={className}>
        {t('action.open')}
      </Link>
    )
  if (about?.kind === 'return')
    return (
      <Link to="/returns/$returnId" params={{ returnId: about.id }} className={className}>
        {t('action.open')}
      </Link>
    )
  return null
}

type YourDoorProps = {
  order: Order
  item: Item | null
  answer: boolean | null
  onAnswer: (answer: boolean | null) => void
}

/** The carrier's photo, with a question that may be left alone. */
function YourDoor({ order, item, answer, onAnswer }: YourDoorProps) {
  const { t } = useShopper()
  const shipments = useQuery(trackingQuery(order.id)).data?.shipments ?? []
  const photo = shipments.find((one) => !item || one.id === item.shipmentId)?.proof?.photoUrl
  if (!photo) return null
  return (
    <Card className="mb-6 grid grid-cols-[6.5rem_minmax(0,1fr)] items-center gap-4 p-4 sm:grid-cols-[12rem_minmax(0,1fr)] sm:p-5">
      <img
        src={photo}
        alt={t('proof.photo')}
        className="aspect-square w-full rounded-lg border border-line bg-sunken object-cover sm:aspect-[16/10]"
      />
      <fieldset className="grid min-w-0 gap-2">
        <legend className="mb-2 font-[560]">{t('report.yourDoor')}</legend>
        <span className="flex flex-wrap gap-2">
          {[true, false].map((value) => (
            <Button
              key={String(value)}
              aria-pressed={answer === value}
              className={answer === value ? 'border-accent bg-accent-wash' : undefined}
              onPress={() => onAnswer(answer === value ? null : value)}
            >
              {t(value ? 'report.yourDoorYes' : 'report.yourDoorNo')}
            </Button>
          ))}
        </span>
        <span className="text-sm text-soft">{t('report.yourDoorHint')}</span>
      </fieldset>
    </Card>
  )
}

/** All units unless the shopper says otherwise. */
function Units({ item, units, onUnits }: { item: Item; units: number; onUnits: (units: number) => void }) {
  const { t, format } = useShopper()
  const most = item.quantity - item.canceledQuantity
  return (
    <label className="mt-2 inline-flex items-center gap-2 text-sm">
      {t('report.units')}
      <select
        value={units}
        onChange={(event) => onUnits(Number(event.target.value))}
        className="min-h-11 rounded-md border border-edge bg-surface px-2.5"
      >
        {Array.from({ length: most }, (_, index) => most - index).map((count) => (
          <option key={count} value={count}>
            {count === most ? t('report.allUnits', { count: format.number(count) }) : format.number(count)}
          </option>
        ))}
      </select>
    </label>
  )
}

function NothingToReport({ order, item }: { order: Order; item: Item | null }) {
  const { t } = useShopper()
  const rule = useRuleWords()
  const reason = (item ?? order).notAllowed.find((one) => one.action === 'problem')
  return (
    <Card>
      <Notice
        title={
          reason ? rule(['notAllowed', 'reason'], { code: reason.code, words: reason.message }) : t('report.nothing')
        }
        actions={
          item?.claimId && reason?.code === 'claim_decided' ? (
            <Link to="/claims/$claimId" params={{ claimId: item.claimId }} className={buttonClass({ look: 'primary' })}>
              {t('action.view_claim')}
            </Link>
          ) : item?.problemId ? (
            <Link
              to="/problems/$problemId"
              params={{ problemId: item.problemId }}
              className={buttonClass({ look: 'primary' })}
            >
              {t('action.view_problem')}
            </Link>
          ) : (
            <Link to="/orders/$orderId/tracking" params={{ orderId: order.id }} className={buttonClass()}>
              {t('action.track')}
            </Link>
          )
        }
      >
        {t('report.nothingDetail')}
      </Notice>
    </Card>
  )
}

const condition: readonly ProblemKind[] = ['damaged', 'defective', 'wrong_item', 'missing_parts', 'not_as_described']

function isCondition(kind: ProblemKind): boolean {
  return condition.includes(kind)
}

function hasSeveral(item: Item) {
  return item.quantity - item.canceledQuantity > 1
}
