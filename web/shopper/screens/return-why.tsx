import { Link } from '@tanstack/react-router'
import { useState } from 'react'
import { ProductPicture } from '../../parts/product-picture.tsx'
import { preferServerWords } from '../../parts/words.ts'
import { Button } from '../../ui/button.tsx'
import { buttonClass } from '../../ui/button-looks.ts'
import { Card } from '../../ui/card.tsx'
import { chosenItems, type ReturnableItem } from '../return-answers.ts'
import { useShopper } from '../text.ts'
import { TapChoice } from './return-choice.tsx'
import type { StepProps } from './return-flow.tsx'

/** What people say most, first; the rest is one tap away. */
const usual = [
  'too_small',
  'too_large',
  'style_not_as_expected',
  'changed_mind',
  'defective',
  'damaged_in_transit',
  'wrong_item',
]
const usualUnsized = [
  'changed_mind',
  'style_not_as_expected',
  'not_useful_for_purpose',
  'quality_not_adequate',
  'defective',
  'damaged_in_transit',
  'wrong_item',
]

/** Why it goes back. What is broken or wrong can be put right on the spot, which is faster than a return. */
export function ReturnWhy({ returnable, answers, onAnswer, itemId }: StepProps & { itemId?: string }) {
  const { t, has, locale } = useShopper()
  const [fault, setFault] = useState<string | null>(null)
  const [showsAll, setShowsAll] = useState(false)
  const chosen = chosenItems(answers, returnable)
  const item = chosen.find((one) => one.item.itemId === itemId)?.item ?? chosen[0]?.item
  if (!item) return null
  const words = (reason: ReturnableItem['reasons'][number]) => {
    const key = `returnReason.${reason.code}`
    return preferServerWords(locale, reason.words, has(key) ? t(key) : null)
  }
  const answer = (code: string) =>
    onAnswer({
      items: answers.items ?? { [item.itemId]: chosen.find((one) => one.item === item)?.quantity ?? 1 },
      why: { ...answers.why, [item.itemId]: code },
    })
  const broken = item.reasons.find((reason) => reason.code === fault)
  if (broken)
    return (
      <Card className="grid gap-4 p-5 sm:p-6">
        <div className="grid gap-1">
          <h2 className="text-xl">{t('return.fault.title')}</h2>
          <p className="text-soft">{t('return.fault.detail')}</p>
        </div>
        <Link
          to="/orders/$orderId/problem"
          params={{ orderId: returnable.orderId }}
          search={{ item: item.itemId }}
          className={buttonClass({ look: 'primary', size: 'large', wide: true })}
        >
          {t('return.fault.now')}
        </Link>
        <Button size="large" wide onPress={() => answer(broken.code)}>
          {t('return.fault.back')}
        </Button>
        <Button look="quiet" onPress={() => setFault(null)}>
          {t('return.fault.other')}
        </Button>
      </Card>
    )
  const likely = Object.keys(item.options).some((name) => name.toLowerCase() === 'size') ? usual : usualUnsized
  const first = item.reasons.filter((reason) => likely.includes(reason.code))
  const shown =
    showsAll || first.length < 3
      ? item.reasons
      : [...first].sort((one, other) => likely.indexOf(one.code) - likely.indexOf(other.code))
  const rest = showsAll ? [] : item.reasons.filter((reason) => !shown.includes(reason))
  return (
    <div className="grid gap-5">
      <div className="flex items-center gap-4">
        <ProductPicture url={item.imageUrl} className="size-14" />
        <p className="min-w-0">
          <span className="line-clamp-2 font-[540]">
            <bdi>{item.title}</bdi>
          </span>
          <span className="text-sm text-soft">{Object.values(item.options).join(' · ')}</span>
        </p>
      </div>
      <div className="grid gap-2.5">
        {shown.map((reason) => (
          <TapChoice
            key={reason.code}
            label={words(reason)}
            isChosen={answers.why?.[item.itemId] === reason.code || undefined}
            onPress={() => (reason.problem ? setFault(reason.code) : answer(reason.code))}
          />
        ))}
        {rest.length > 0 && (
          <Button look="quiet" onPress={() => setShowsAll(true)}>
            {t('return.why.more', { count: rest.length })}
          </Button>
        )}
      </div>
    </div>
  )
}
