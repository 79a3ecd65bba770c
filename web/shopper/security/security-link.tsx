import { Link } from '@tanstack/react-router'
import ChevronRight from 'lucide-react/icons/chevron-right'
import ShieldCheck from 'lucide-react/icons/shield-check'
import { Card } from '../../ui/card.tsx'
import { useShopper } from '../text.ts'

/** From the account to Login & Security. */
export function SecurityLink() {
  const { t } = useShopper()
  return (
    <Card className="overflow-hidden">
      <Link
        to="/account/security"
        className="flex min-h-18 items-center gap-4 px-5 py-4 text-ink no-underline hover:bg-canvas"
      >
        <ShieldCheck className="size-6 shrink-0 text-accent-ink" strokeWidth={1.75} aria-hidden="true" />
        <span className="min-w-0 flex-1">
          <span className="block text-lg font-[620]">{t('security.link')}</span>
          <span className="block text-sm text-soft">{t('security.linkDetail')}</span>
        </span>
        <ChevronRight className="mirror size-5 shrink-0 text-faint" aria-hidden="true" />
      </Link>
    </Card>
  )
}
