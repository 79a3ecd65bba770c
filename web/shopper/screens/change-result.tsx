import type { Change } from '#contract/changes'
import type { Order } from '#contract/story'
import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import CircleCheck from 'lucide-react/icons/circle-check'
import Clock from 'lucide-react/icons/clock'
import { AddressLines } from '../../parts/address-lines.tsx'
import { useMethodLabel } from '../../parts/method-label.ts'
import { MoneyBack } from '../../parts/money-back.tsx'
import { ActionTrouble } from '../../parts/trouble.tsx'
import { useChangeWords } from '../../parts/words.ts'
import { Button } from '../../ui/button.tsx'
import { buttonClass } from '../../ui/button-looks.ts'
import { Card } from '../../ui/card.tsx'
import { Skeleton } from '../../ui/skeleton.tsx'
import { Timeline } from '../../ui/timeline.tsx'
import { changeQuery } from '../data.ts'
import { useShopper } from '../text.ts'
import { AskPerson } from './ask-person.tsx'
import { PageHead } from './page-head.tsx'

type ChangePreviewProps = {
  change: Change | null
  error: unknown
  isPending: boolean
  onConfirm: () => void
  orderId: string
}

/** What would happen, and the button that does it with the amount on it. */
export function ChangePreview({ change, error, isPending, onConfirm, orderId }: ChangePreviewProps) {
  const { t, format } = useShopper()
  const methodLabel = useMethodLabel()
  const changeWords = useChangeWords()
  if (error) return <ActionTrouble error={error} />
  if (!change) return <Skeleton className="h-36 w-full rounded-xl" />
  return (
    <Card className="grid gap-5 p-5 sm:p-6">
      <p className="text-lg">{changeWords(change)}</p>
      {change.refund && (
        <div className="rounded-lg bg-sunken px-4 py-3.5">
          <p className="mb-2.5 text-sm font-[560] text-soft">{t('change.comesBack')}</p>
          <MoneyBack refund={change.refund} />
        </div>
      )}
      {change.charge && (
        <p className="flex justify-between gap-4 rounded-lg bg-sunken px-4 py-3.5">
          <span>{t('change.charged', { method: methodLabel(change.charge.label) })}</span>
          <span className="tabular font-[560]">{format.money(change.charge.amount)}</span>
        </p>
      )}
      {change.refusal ? (
        <div className="rounded-lg border border-warn-line bg-warn-wash px-4 py-3.5">{change.refusal.message}</div>
      ) : (
        <div className="grid gap-2 sm:flex sm:flex-row-reverse sm:justify-start">
          <Button look="primary" size="large" isPending={isPending} onPress={onConfirm}>
            {confirmWords()}
          </Button>
          <Link to="/orders/$orderId" params={{ orderId }} className={buttonClass({ look: 'quiet', size: 'large' })}>
            {t('change.leave')}
          </Link>
        </div>
      )}
    </Card>
  )

  function confirmWords() {
    if (!change) return ''
    const amount = change.refund
      ? format.money(change.refund.amount)
      : change.charge
        ? format.money(change.charge.amount)
        : null
    if (change.kind === 'cancel') return amount ? t('cancel.confirmAmount', { amount }) : t('cancel.confirm')
    if (change.kind === 'variant')
      return !amount
        ? t('variant.confirm')
        : change.charge
          ? t('variant.confirmPay', { amount })
          : t('variant.confirmBack', { amount })
    return t(change.kind === 'address' ? 'address.confirm' : 'payment.confirm')
  }
}

/** After the tap: what has happened or who answers by when, and where the money is. */
export function ChangeDone({ change: made, order }: { change: Change; order: Order }) {
  const { t, format } = useShopper()
  const changeWords = useChangeWords()
  const change = useQuery(changeQuery(made)).data
  const isDone = change.state === 'applied'
  const isRefused = change.state === 'refused'
  return (
    <div className="mx-auto max-w-2xl">
      <PageHead
        orderId={order.id}
        orderReference={order.reference}
        title={changeWords(change)}
        isSettled={!isRefused}
      />
      <div className="grid gap-6">
        <Card className="grid gap-5 p-5 sm:p-6">
          <Timeline
            label={t('change.way')}
            steps={[
              {
                id: 'asked',
                title: t('change.asked'),
                time: change.requestedAt && format.moment(change.requestedAt),
                state: 'done',
              },
              {
                id: 'answer',
                title: t(isDone ? 'change.applied' : isRefused ? 'change.refused' : 'change.waiting'),
                detail: isRefused ? change.refusal?.message : !isDone && change.onSilence,
                time:
                  isDone || isRefused
                    ? change.decidedAt && format.moment(change.decidedAt)
                    : change.answerBy && t('timeline.by', { day: format.dayAndTime(change.answerBy) }),
                state: isDone ? 'done' : isRefused ? 'trouble' : 'now',
              },
            ]}
          />
          {change.address && <AddressLines address={change.address} />}
          {change.refund && (
            <div className="rounded-lg bg-sunken px-4 py-3.5">
              <p className="mb-2.5 flex items-center gap-2 text-sm font-[560] text-soft">
                {isDone ? (
                  <CircleCheck className="size-4" aria-hidden="true" />
                ) : (
                  <Clock className="size-4" aria-hidden="true" />
                )}
                {t(isDone ? 'change.moneyOnWay' : 'change.moneyAfter')}
              </p>
              <MoneyBack refund={change.refund} />
            </div>
          )}
          <Link
            to="/orders/$orderId"
            params={{ orderId: order.id }}
            className={buttonClass({ look: 'primary', size: 'large' })}
          >
            {t('change.backToOrder')}
          </Link>
        </Card>
        <AskPerson orderReference={order.reference} orderId={order.id} />
      </div>
    </div>
  )
}
