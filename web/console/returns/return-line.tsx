import type { Return } from '#contract/returns'
import type { ReactNode } from 'react'
import { ProductPicture } from '../../parts/product-picture.tsx'
import { useConsole } from '../text.ts'
import { useRuleWords } from '../../parts/words.ts'

/** What one line of a return is: picture, words, how many and why. */
export function ReturnLineHead({ line, end }: { line: Return['lines'][number]; end?: ReactNode }) {
  const { t, format } = useConsole()
  const rule = useRuleWords()
  const options = Object.values(line.options)
  return (
    <div className="flex items-start gap-3">
      <ProductPicture url={line.imageUrl} className="size-14 shrink-0 rounded-md" />
      <div className="min-w-0 flex-1">
        <p className="font-[580]">
          <bdi>{line.title}</bdi>
        </p>
        <p className="text-sm text-soft">
          {[...options, line.sku].filter(Boolean).join(' · ')}
          {(options.length > 0 || line.sku) && ' · '}
          {t('returns.ofAnnounced', {
            received: format.number(line.receivedQuantity),
            quantity: format.number(line.quantity),
          })}
        </p>
        <p className="text-sm text-soft">
          {rule('returnReason', { code: line.reason, words: line.reasonWords })}
          {line.note && <> · {t('returns.quote', { text: line.note })}</>}
        </p>
      </div>
      {end}
    </div>
  )
}
