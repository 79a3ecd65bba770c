import { Link } from '@tanstack/react-router'
import ChevronRight from 'lucide-react/icons/chevron-right'
import ReceiptText from 'lucide-react/icons/receipt-text'
import { Card } from '../../ui/card.tsx'
import { useShopper } from '../text.ts'

/** From the account to what was paid. */
export function PaymentsLink() {
  const { t } = useShopper()
  return (
    <Card className="overflow-hidden">
      <Link
        to="/account/payments"
        className="flex min-h-18 items-center gap-4 px-5 py-4 text-ink no-underline hover:bg-canvas"
      >
        <ReceiptText className="size-6 shrink-0 text-accent-ink" strokeWidth={1.75} aria-hidden="true" />
        <span className="min-w-0 flex-1">
          <span className="block text-lg font-[620]">{t('account.payments')}</span>
          <span className="block text-sm text-soft">{t('account.paymentsDetail')}</span>
        </span>
        <ChevronRight className="mirror size-5 shrink-0 text-faint" aria-hidden="true" />
      </Link>
    </Card>
  )
}
