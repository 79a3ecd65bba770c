import type { Change } from '#contract/changes'
import { MoneyBack } from '../../../parts/money-back.tsx'
import { Banner } from '../../../ui/banner.tsx'
import { useConsole } from '../../text.ts'
import { useChangeWords } from '../../../parts/words.ts'

/** What a change would do, before it does anything: in words, with the money and its way. */
export function ChangeOutcome({ change }: { change: Change }) {
  const { t, format } = useConsole()
  const changeWords = useChangeWords()
  return (
    <div className="grid gap-3 rounded-lg bg-sunken px-4 py-3">
      <p>{changeWords(change)}</p>
      {change.refund && <MoneyBack refund={change.refund} />}
      {change.charge && (
        <p className="tabular">
          {t('change.charged', { amount: format.money(change.charge.amount), label: change.charge.label })}
        </p>
      )}
      {change.answerBy && (
        <p className="text-sm text-soft">{t('change.answerBy', { when: format.dayAndTime(change.answerBy) })}</p>
      )}
      {change.refusal && <Banner tone="warn" title={change.refusal.message} />}
    </div>
  )
}
