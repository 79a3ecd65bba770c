import type { OrderStory } from '#contract/story'
import { useState } from 'react'
import { ChoiceList } from '../../../ui/choice-list.tsx'
import { TextField } from '../../../ui/text-field.tsx'
import { RefundWindow } from '../../story/refund-window.tsx'
import { useConsole } from '../../text.ts'

/**
 * An amount because we owe somebody more than an apology, inside the person's limit: back the way the order was paid, or as store
 * credit on top of that, which also works where nothing can go back.
 */
export function GoodwillDialog({ story, onClose }: { story: OrderStory; onClose: () => void }) {
  const { t, format } = useConsole()
  const [major, setMajor] = useState('')
  const canGoBack = story.refundable.amountMinor > 0
  const [to, setTo] = useState<'tender' | 'store_credit'>(canGoBack ? 'tender' : 'store_credit')
  const { currency } = story.refundable
  const digits =
    new Intl.NumberFormat('en', { style: 'currency', currency }).resolvedOptions().maximumFractionDigits ?? 2
  const amountMinor = Math.round(Number(major.replace(',', '.')) * 10 ** digits)
  const amount = { amountMinor, currency }
  return (
    <RefundWindow
      story={story}
      title={t('goodwill.title')}
      what={amountMinor > 0 ? { amount, ...(to === 'store_credit' ? { to } : {}) } : null}
      onClose={onClose}
    >
      <TextField
        label={t('goodwill.amount', { currency })}
        inputMode="decimal"
        dir="ltr"
        value={major}
        onChange={setMajor}
        autoFocus
      />
      <ChoiceList
        label={t('goodwill.to')}
        value={to}
        onChange={(id) => setTo(id as typeof to)}
        choices={[
          ...(canGoBack
            ? [
                {
                  id: 'tender',
                  label: t('goodwill.tender'),
                  detail: t('goodwill.tenderDetail', { amount: format.money(story.refundable) }),
                },
              ]
            : []),
          { id: 'store_credit', label: t('customer.credit'), detail: t('goodwill.creditDetail') },
        ]}
      />
    </RefundWindow>
  )
}
