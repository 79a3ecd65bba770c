import { useRouter } from '@tanstack/react-router'
import { PageTrouble } from '../../parts/trouble.tsx'
import { CallError } from '../../kit/call.ts'

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
