import type { Refund } from '#contract/refunds'
import { useState } from 'react'
import { call } from '../kit/call.ts'
import { useAction } from '../kit/use-action.ts'
import { Button } from '../ui/button.tsx'
import { useMethodLabel } from './method-label.ts'
import { useParts } from './text.ts'
import { ActionTrouble } from './trouble.tsx'

type Way = Refund['waysOut'][number]

/** Money of a refund that did not arrive: one tap takes it another way. Nothing is shown where there is nothing to choose. */
export function WaysOut({ refund }: { refund: Refund }) {
  const { t, format } = useParts()
  const methodLabel = useMethodLabel()
  const [taken, setTaken] = useState<Way | null>(null)
  const take = useAction(({ to, paymentMethodId }: Way, options) =>
    call('POST /refunds/:id/way-out', { id: refund.id, to, ...(paymentMethodId ? { paymentMethodId } : {}) }, options),
  )
  if (!refund.allowed.includes('take_way_out')) return null
  const amountMinor = refund.perTender
    .filter((movement) => (movement.state === 'failed' || movement.state === 'reversed') && !movement.madeGoodBy)
    .reduce((sum, movement) => sum + movement.amount.amountMinor, 0)
  const amount = format.money({ amountMinor, currency: refund.amount.currency })
  const titleOf = (way: Way) =>
    way.to === 'store_credit'
      ? t('wayOut.credit', { amount })
      : t('wayOut.method', { amount, method: methodLabel(way.label) })
  return (
    <section aria-label={t('wayOut.title')} className="mt-3 grid gap-3 rounded-lg border border-line p-4">
      <div>
        <h3 className="text-base font-[560]">{t('wayOut.title')}</h3>
        <p className="text-[0.9375rem] text-soft">{t('wayOut.detail')}</p>
      </div>
      <div className="flex flex-wrap gap-2">
        {refund.waysOut.map((way, index) => (
          <Button
            key={way.paymentMethodId ?? way.to}
            look={index === 0 ? 'primary' : undefined}
            isPending={take.isPending && taken === way}
            isDisabled={take.isPending && taken !== way}
            onPress={() => {
              setTaken(way)
              void take.run(way)
            }}
          >
            {titleOf(way)}
          </Button>
        ))}
      </div>
      <ActionTrouble error={take.error} onRetry={taken ? () => void take.run(taken) : undefined} />
    </section>
  )
}
