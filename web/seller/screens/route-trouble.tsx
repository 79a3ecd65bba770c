import { Link, useRouter } from '@tanstack/react-router'
import { CallError } from '../../kit/call.ts'
import { PageTrouble } from '../../parts/trouble.tsx'
import { buttonClass } from '../../ui/button-looks.ts'
import { useSeller } from '../text.ts'

/** A page that does not exist or could not be shown. */
export function RouteTrouble({ error }: { error?: unknown }) {
  const router = useRouter()
  return (
    <PageTrouble
      error={error ?? new CallError(404, { type: 'not_found', code: 'not_found', message: '' })}
      onRetry={() => void router.invalidate()}
    />
  )
}

/** The same where nothing stands around it: the page's main part, with a way back. */
export function NoSuchPage() {
  const { t } = useSeller()
  return (
    <main className="grid justify-items-center">
      <RouteTrouble />
      <Link to="/" className={buttonClass({ look: 'primary' })}>
        {t('place./')}
      </Link>
    </main>
  )
}
