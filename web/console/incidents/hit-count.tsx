import { call, type Input } from '../../kit/call.ts'
import { useAction } from '../../kit/use-action.ts'
import { useState } from 'react'
import type { IncidentPreview } from '#contract/incidents'
import { ActionTrouble } from '../../parts/trouble.tsx'
import { Button } from '../../ui/button.tsx'
import { useConsole } from '../text.ts'

type Filter = Input<'POST /incidents/preview'>['filter']

/** How many a filter would hit, counted before anybody reads a banner. */
export function HitCount({ filter }: { filter: Filter }) {
  const { t, format } = useConsole()
  const [hits, setHits] = useState<IncidentPreview | null>(null)
  const count = useAction(
    (wanted: Filter, options) => call('POST /incidents/preview', { filter: wanted }, options),
    setHits,
  )
  return (
    <div className="grid gap-2">
      <Button className="justify-self-start" isPending={count.isPending} onPress={() => void count.run(filter)}>
        {t('incidents.count')}
      </Button>
      <div role="status">
        {hits && (
          <div className="grid gap-1 rounded-lg bg-sunken px-4 py-3">
            <p className="font-[580]">
              {t(hits.isComplete ? 'incidents.wouldHit' : 'incidents.wouldHitMore', {
                orders: hits.orders,
                shoppers: hits.shoppers,
              })}
            </p>
            {hits.references.length > 0 && (
              <p className="text-sm text-soft">
                {hits.orders > hits.references.length
                  ? t('incidents.firstOnes', { orders: format.list(hits.references) })
                  : format.list(hits.references)}
              </p>
            )}
          </div>
        )}
      </div>
      <ActionTrouble error={count.error} />
    </div>
  )
}
