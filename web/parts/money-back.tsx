import type { Refund } from '#contract/refunds'
import { useMethodLabel } from './method-label.ts'
import { useParts } from './text.ts'

type Line = { id: string; label: string; amount: Refund['amount']; words: string; isTrouble?: boolean }

/** Money on its way back: one line for each payment method, with the day it will be there. */
export function MoneyBack({ refund }: { refund: Refund }) {
  const { t, format } = useParts()
  const lines = refund.perTender.map((each): Line => {
    const movement = each.targetKind === 'store_credit' ? { ...each, label: t('remedy.store_credit') } : each
    if (movement.state === 'succeeded' && movement.settledAt)
      return { ...movement, words: t('moneyBack.there', { day: format.day(movement.settledAt) }) }
    if (movement.state === 'failed' || movement.state === 'reversed')
      return { ...movement, words: t(failureWords(refund, movement)), isTrouble: movement.madeGoodBy === null }
    return {
      ...movement,
      words: movement.expectedBy ? t('moneyBack.by', { day: format.day(movement.expectedBy) }) : t('moneyBack.soon'),
    }
  })
  return <MoneyLines lines={lines} total={refund.amount} />
}

function failureWords(refund: Refund, { madeGoodBy }: Refund['perTender'][number]) {
  if (madeGoodBy !== null) return 'moneyBack.otherWay'
  return refund.allowed.includes('take_way_out') ? 'moneyBack.choose' : 'moneyBack.failed'
}

/** The same before it is done: where the money would go. */
export function MoneyBackPlan({
  methods,
}: {
  methods: { label: string; amount: Refund['amount']; expectedBy: string | null }[]
}) {
  const { t, format } = useParts()
  const lines = methods.map(
    (method, index): Line => ({
      id: String(index),
      ...method,
      words: method.expectedBy ? t('moneyBack.by', { day: format.day(method.expectedBy) }) : t('moneyBack.soon'),
    }),
  )
  return <MoneyLines lines={lines} />
}

function MoneyLines({ lines, total }: { lines: Line[]; total?: Refund['amount'] }) {
  const { t, format } = useParts()
  const methodLabel = useMethodLabel()
  return (
    <dl className="grid gap-2.5">
      {lines.map((line) => (
        <div key={line.id} className="flex items-baseline justify-between gap-4">
          <dt>
            <span className="font-[540]">
              <bdi>{methodLabel(line.label)}</bdi>
            </span>
            <span className={line.isTrouble ? 'block text-sm text-bad' : 'block text-sm text-soft'}>{line.words}</span>
          </dt>
          <dd className="tabular font-[560]">{format.money(line.amount)}</dd>
        </div>
      ))}
      {total && lines.length > 1 && (
        <div className="flex items-baseline justify-between gap-4 border-t border-line pt-2.5 font-[600]">
          <dt>{t('moneyBack.total')}</dt>
          <dd className="tabular">{format.money(total)}</dd>
        </div>
      )}
    </dl>
  )
}
