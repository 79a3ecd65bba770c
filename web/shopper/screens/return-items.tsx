import { useState } from 'react'
import { ProductPicture } from '../../parts/product-picture.tsx'
import { preferServerWords } from '../../parts/words.ts'
import { Button } from '../../ui/button.tsx'
import { Card } from '../../ui/card.tsx'
import type { ReturnableItem } from '../return-answers.ts'
import { useShopper } from '../text.ts'
import type { StepProps } from './return-flow.tsx'

/** Which things, and how many of each. */
export function ReturnItems({ returnable, answers, onAnswer }: StepProps) {
  const { t, has, locale } = useShopper()
  const first = returnable.items.find((item) => item.itemId === answers.item)
  const [picked, setPicked] = useState<Record<string, number>>(
    answers.items ?? (first ? { [first.itemId]: first.quantity } : {}),
  )
  const set = (id: string, quantity: number) => setPicked((before) => ({ ...before, [id]: quantity }))
  const chosen = Object.entries(picked).filter(([, quantity]) => quantity > 0)
  const count = chosen.reduce((sum, [, quantity]) => sum + quantity, 0)
  return (
    <div className="grid gap-5">
      <Card>
        <ul className="divide-y divide-line">
          {returnable.items.map((item) => (
            <Row key={item.itemId} item={item} quantity={picked[item.itemId] ?? 0} onQuantity={set} />
          ))}
        </ul>
      </Card>
      {returnable.notReturnable.length > 0 && (
        <ul className="grid gap-2 px-1 text-[0.9375rem] text-soft">
          {returnable.notReturnable.map((one) => {
            const key = `notReturnable.${one.code}`
            return (
              <li key={one.itemId}>
                <bdi className="font-[540]">{one.title}</bdi>
                {': '}
                {preferServerWords(locale, one.message, has(key) ? t(key) : null)}
              </li>
            )
          })}
        </ul>
      )}
      <Button
        look="primary"
        size="large"
        wide
        isDisabled={count === 0}
        onPress={() => onAnswer({ items: Object.fromEntries(chosen) })}
      >
        {count === 0 ? t('return.items.pick') : t('return.items.go', { count })}
      </Button>
    </div>
  )
}

function Row({
  item,
  quantity,
  onQuantity,
}: {
  item: ReturnableItem
  quantity: number
  onQuantity: (id: string, quantity: number) => void
}) {
  const { t, format } = useShopper()
  const options = Object.values(item.options).join(' · ')
  return (
    <li className="flex flex-wrap items-center gap-4 p-4 sm:px-5">
      <label className="flex min-h-11 min-w-0 flex-1 basis-56 cursor-pointer items-center gap-4">
        <input
          type="checkbox"
          checked={quantity > 0}
          onChange={(event) => onQuantity(item.itemId, event.target.checked ? item.quantity : 0)}
          className="size-6 shrink-0"
        />
        <ProductPicture url={item.imageUrl} className="size-14" />
        <span className="min-w-0">
          <span className="line-clamp-2 font-[540]">
            <bdi>{item.title}</bdi>
          </span>
          <span className="block text-sm text-soft">
            {[options, item.until && t('return.items.until', { day: format.shortDay(item.until) })]
              .filter(Boolean)
              .join(' · ')}
          </span>
        </span>
      </label>
      {item.quantity > 1 && quantity > 0 && (
        <select
          aria-label={t('return.items.howMany', { title: item.title })}
          value={quantity}
          onChange={(event) => onQuantity(item.itemId, Number(event.target.value))}
          className="min-h-11 rounded-md border border-edge bg-surface px-2.5"
        >
          {Array.from({ length: item.quantity }, (_, index) => index + 1).map((count) => (
            <option key={count} value={count}>
              {count === item.quantity ? t('report.allUnits', { count: format.number(count) }) : format.number(count)}
            </option>
          ))}
        </select>
      )}
    </li>
  )
}
