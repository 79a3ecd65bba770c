import { Link, useRouter } from '@tanstack/react-router'
import { PageTrouble } from '../../parts/trouble.tsx'
import { CallError } from '../../kit/call.ts'
import { buttonClass } from '../../ui/button-looks.ts'
import { useConsole } from '../text.ts'

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

/** The same where nothing stands around it: the page's main part, with a way back to the desk. */
export function NoSuchPage() {
  const { t } = useConsole()
  return (
    <main className="grid justify-items-center">
      <RouteTrouble />
      <Link to="/desk" className={buttonClass({ look: 'primary' })}>
        {t('place./desk')}
      </Link>
    </main>
  )
}
