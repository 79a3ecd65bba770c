import { useQuery } from '@tanstack/react-query'
import { PageTrouble } from '../../parts/trouble.tsx'
import { Banner } from '../../ui/banner.tsx'
import { Card } from '../../ui/card.tsx'
import { SkeletonRows } from '../../ui/skeleton.tsx'
import { useShopper } from '../text.ts'
import { securityQuery } from './data.ts'
import { Place } from './devices.tsx'
import { PartFrame } from './part-frame.tsx'

/** What happened on the account, so that something foreign is seen. */
export function Activity() {
  const { t, has, format } = useShopper()
  const security = useQuery(securityQuery)
  const events = security.data?.events ?? []
  const titleOf = (kind: string, detail: string | null) => {
    const key = `event.${kind}`
    return has(key) ? t(key, { detail: detail ?? '' }) : kind
  }
  return (
    <PartFrame title={t('security.activity')} detail={t('security.activityDetail')}>
      {security.isError && <PageTrouble isPart error={security.error} onRetry={() => void security.refetch()} />}
      {security.isPending && <SkeletonRows rows={4} height="h-14" label={t('common.loading')} />}
      {security.data && events.length === 0 && <p className="text-soft">{t('event.none')}</p>}
      {events.length > 0 && (
        <>
          <Card>
            <ol className="divide-y divide-line">
              {events.map(({ id, kind, detail, at, device, place, network }) => (
                <li key={id} className="grid gap-0.5 px-5 py-3.5">
                  <span className="font-[560] break-words">{titleOf(kind, detail)}</span>
                  <span className="text-sm text-soft">
                    <time dateTime={at}>{format.moment(at)}</time>
                  </span>
                  {(device || place || network) && (
                    <span className="text-sm text-soft">
                      {device} {(place || network) && '· '}
                      <Place place={place} network={network} />
                    </span>
                  )}
                </li>
              ))}
            </ol>
          </Card>
          <Banner tone="note" title={t('event.notMe')}>
            {t('event.notMeDetail')}
          </Banner>
        </>
      )}
    </PartFrame>
  )
}
