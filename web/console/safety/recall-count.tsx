import type { RecallPreview } from '#contract/safety'
import { useState } from 'react'
import { call, type Input } from '../../kit/call.ts'
import { useAction } from '../../kit/use-action.ts'
import { ActionTrouble } from '../../parts/trouble.tsx'
import { Button } from '../../ui/button.tsx'
import { useConsole } from '../text.ts'

type Scope = Input<'POST /recalls/preview'>

/** How many a recall is about, counted before anybody is told. */
export function RecallCount({ scope }: { scope: Scope }) {
  const { t, format } = useConsole()
  const [counted, setCounted] = useState<RecallPreview | null>(null)
  const count = useAction((wanted: Scope, options) => call('POST /recalls/preview', wanted, options), setCounted)
  return (
    <div className="grid gap-2">
      <Button className="justify-self-start" isPending={count.isPending} onPress={() => void count.run(scope)}>
        {t('incidents.count')}
      </Button>
      <div role="status">
        {counted && (
          <div className="grid gap-1 rounded-lg bg-sunken px-4 py-3">
            <p className="font-[580]">
              {t(counted.isComplete ? 'incidents.wouldHit' : 'incidents.wouldHitMore', {
                orders: counted.orders,
                shoppers: counted.shoppers,
              })}
            </p>
            {scope.lots && <p className="text-sm text-soft">{t('recalls.lotKnown', { count: counted.lotKnown })}</p>}
            {counted.references.length > 0 && (
              <p className="text-sm text-soft">
                {counted.orders > counted.references.length
                  ? t('incidents.firstOnes', { orders: format.list(counted.references) })
                  : format.list(counted.references)}
              </p>
            )}
          </div>
        )}
      </div>
      <ActionTrouble error={count.error} />
    </div>
  )
}
