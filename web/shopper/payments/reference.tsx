import { CopyText } from '../../ui/copy-text.tsx'
import { useShopper } from '../text.ts'

/** What a bank finds a payment by. */
export function Reference({ text }: { text: string }) {
  const { t } = useShopper()
  return (
    <p className="flex min-w-0 flex-wrap items-center gap-x-1.5 text-sm text-soft">
      {t('payments.reference')} <CopyText text={text} label={t('common.copy')} />
    </p>
  )
}
