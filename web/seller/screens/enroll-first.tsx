import { useQuery } from '@tanstack/react-query'
import { call } from '../../kit/call.ts'
import { PageTrouble } from '../../parts/trouble.tsx'
import { SkeletonRows } from '../../ui/skeleton.tsx'
import { Narrow } from '../layout/narrow.tsx'
import { useSeller } from '../text.ts'
import { CodeForm } from './code-form.tsx'

/** In the middle of signing in: an owner's authenticator app, and its first code. */
export function EnrollFirst({ onDone }: { onDone: () => Promise<void> }) {
  const { t } = useSeller()
  // A second answer would make another secret than the one on the screen.
  const made = useQuery({
    queryKey: ['enrollment'],
    queryFn: () => call('POST /seller/second-factor/enrollment', {}),
    staleTime: Number.POSITIVE_INFINITY,
    gcTime: 0,
    retry: false,
    refetchOnMount: false,
    meta: { isPreview: true },
  })
  return (
    <Narrow title={t('signIn.enrollTitle')} detail={t('signIn.enrollDetail')}>
      {made.isPending && <SkeletonRows rows={1} height="h-52" label={t('common.loading')} />}
      {made.isError && <PageTrouble isPart error={made.error} onRetry={() => void made.refetch()} />}
      {made.data && (
        <>
          <img
            src={`data:image/svg+xml;utf8,${encodeURIComponent(made.data.qrSvg)}`}
            alt={t('safety.qr')}
            className="size-52 justify-self-center rounded-lg bg-white"
          />
          <p className="text-center font-mono text-sm break-all text-soft select-all">{made.data.secret}</p>
          <CodeForm
            give={(code, options) => call('POST /seller/second-factor', { code }, options)}
            onDone={onDone}
            button={t('signIn.title')}
          />
        </>
      )}
    </Narrow>
  )
}
