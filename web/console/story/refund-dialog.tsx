import type { OrderStory } from '#contract/story'
import { useState } from 'react'
import { Checkbox } from '../../ui/checkbox.tsx'
import { useConsole } from '../text.ts'
import { RefundWindow } from './refund-window.tsx'

/** A refund by hand: which items, how many of each, and whether shipping goes back too. */
export function RefundDialog({ story, onClose }: { story: OrderStory; onClose: () => void }) {
  const { t, format } = useConsole()
  const [chosen, setChosen] = useState<Record<string, number>>({})
  const [hasShipping, setShipping] = useState(false)
  const items = Object.entries(chosen)
    .filter(([, quantity]) => quantity > 0)
    .map(([item, quantity]) => ({ item, quantity }))
  const what = { ...(items.length ? { items } : {}), ...(hasShipping ? { shipping: true } : {}) }
  return (
    <RefundWindow
      wide
      story={story}
      title={t('refund.title')}
      what={items.length > 0 || hasShipping ? what : null}
      onClose={onClose}
    >
      <p className="text-soft">{t('refund.left', { amount: format.money(story.refundable) })}</p>
      <div>
        {story.order.items.map((item) => {
          const units = story.units.filter((unit) => unit.itemId === item.id && unit.refundable.amountMinor > 0)
          return (
            <div key={item.id} className="flex items-center justify-between gap-3 border-b border-line">
              <Checkbox
                isSelected={(chosen[item.id] ?? 0) > 0}
                isDisabled={units.length === 0}
                onChange={(selected) => setChosen({ ...chosen, [item.id]: selected ? units.length : 0 })}
                detail={units.length === 0 ? t('refund.nothingLeft') : format.money(item.paid)}
              >
                {item.title}
              </Checkbox>
              {units.length > 1 && (
                <select
                  aria-label={t('refund.quantity', { item: item.title })}
                  value={chosen[item.id] ?? 0}
                  onChange={(event) => setChosen({ ...chosen, [item.id]: Number(event.target.value) })}
                  className="min-h-11 rounded-md border border-edge bg-surface px-2"
                >
                  {Array.from({ length: units.length + 1 }, (_, count) => (
                    <option key={count}>{count}</option>
                  ))}
                </select>
              )}
            </div>
          )
        })}
        <Checkbox isSelected={hasShipping} onChange={setShipping} detail={format.money(story.order.shipping)}>
          {t('refund.shipping')}
        </Checkbox>
      </div>
    </RefundWindow>
  )
}
