import { Link, useParams } from '@tanstack/react-router'
import ChevronLeft from 'lucide-react/icons/chevron-left'
import { useConsole } from '../text.ts'
import { ClaimPane } from './claim-pane.tsx'

/** One claim with all the room there is. */
export function ClaimPage() {
  const { t } = useConsole()
  const { claimId } = useParams({ from: '/inside/claims/$claimId' })
  return (
    <>
      <p className="px-4 pt-2 sm:px-6">
        <Link to="/claims" search={{}} className="link inline-flex min-h-11 items-center gap-0.5">
          <ChevronLeft className="mirror size-5" aria-hidden="true" />
          {t('place./claims')}
        </Link>
      </p>
      <ClaimPane key={claimId} id={claimId} level="h1" />
    </>
  )
}
