import type { OrderStory } from '#contract/story'
import { useState } from 'react'
import { TextField } from '../../../ui/text-field.tsx'
import { RefundWindow } from '../../story/refund-window.tsx'
import { useConsole } from '../../text.ts'

/** An amount because we owe somebody more than an apology; it goes back the way the order was paid, inside the person's limit. */
export function GoodwillDialog({ story, onClose }: { story: OrderStory; onClose: () => void }) {
  const { t, format } = useConsole()
  const [major, setMajor] = useState('')
  const { currency } = story.refundable
  const digits =
    new Intl.NumberFormat('en', { style: 'currency', currency }).resolvedOptions().maximumFractionDigits ?? 2
  const amountMinor = Math.round(Number(major.replace(',', '.')) * 10 ** digits)
  return (
    <RefundWindow
      story={story}
      title={t('goodwill.title')}
      what={amountMinor > 0 ? { amount: { amountMinor, currency } } : null}
      onClose={onClose}
    >
      <p className="text-soft">{t('goodwill.detail', { amount: format.money(story.refundable) })}</p>
      <TextField
        label={t('goodwill.amount', { currency })}
        inputMode="decimal"
        dir="ltr"
        value={major}
        onChange={setMajor}
        autoFocus
      />
    </RefundWindow>
  )
}
