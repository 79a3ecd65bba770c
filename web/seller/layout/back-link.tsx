import { Link } from '@tanstack/react-router'
import ChevronLeft from 'lucide-react/icons/chevron-left'
import { useSeller } from '../text.ts'

/** From one thing back to the list that it is in. */
export function BackLink({ to }: { to: '/' | '/orders' | '/messages' | '/returns' | '/claims' }) {
  const { t } = useSeller()
  return (
    <Link to={to} className="link -ms-1 mb-1 inline-flex min-h-11 items-center gap-0.5 text-[0.9375rem]">
      <ChevronLeft className="mirror size-5" aria-hidden="true" />
      {t(`place.${to}`)}
    </Link>
  )
}
