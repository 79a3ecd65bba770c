import { useQuery } from '@tanstack/react-query'
import Monitor from 'lucide-react/icons/monitor'
import { call } from '../../kit/call.ts'
import { useAction } from '../../kit/use-action.ts'
import { ActionTrouble, PageTrouble } from '../../parts/trouble.tsx'
import { Badge } from '../../ui/badge.tsx'
import { Button } from '../../ui/button.tsx'
import { Card } from '../../ui/card.tsx'
import { SkeletonRows } from '../../ui/skeleton.tsx'
import { useToast } from '../../ui/toasts.tsx'
import { sessionsQuery } from '../data.ts'
import { useShopper } from '../text.ts'
import { PartFrame } from './part-frame.tsx'

/** Where I am signed in, from where, and out of all of it with one tap. */
export function Devices() {
  const { t, format } = useShopper()
  const toast = useToast()
  const sessions = useQuery(sessionsQuery)
  const end = useAction((id: string) => call('DELETE /me/sessions/:id', { id }))
  const endOthers = useAction(
    () => call('DELETE /me/sessions', {}),
    ({ ended }) => toast(t('devices.othersDone', { count: ended })),
  )
  const all = sessions.data?.data ?? []
  return (
    <PartFrame title={t('security.devices')} detail={t('security.devicesDetail')}>
      {sessions.isError && <PageTrouble isPart error={sessions.error} onRetry={() => void sessions.refetch()} />}
      {sessions.isPending && <SkeletonRows rows={2} height="h-16" label={t('common.loading')} />}
      <ActionTrouble error={end.error ?? endOthers.error} />
      {all.length > 1 && (
        <Button wide isPending={endOthers.isPending} onPress={() => void endOthers.run(null)}>
          {t('devices.others')}
        </Button>
      )}
      {all.length > 0 && (
        <Card>
          <ul className="divide-y divide-line">
            {all.map((session) => (
              <li key={session.id} className="flex flex-wrap items-center justify-between gap-3 px-5 py-4">
                <span className="flex min-w-0 items-start gap-3">
                  <Monitor className="mt-0.5 size-5 shrink-0 text-faint" aria-hidden="true" />
                  <span className="min-w-0">
                    <span className="block font-[560]">{session.device}</span>
                    <span className="block text-sm text-soft">
                      <Place place={session.place} network={session.network} />
                    </span>
                    <span className="block text-sm text-soft">
                      {t('account.lastSeen', { when: format.fromNow(session.lastSeenAt ?? session.createdAt) })}
                    </span>
                  </span>
                </span>
                {session.current ? (
                  <Badge tone="good">{t('account.thisDevice')}</Badge>
                ) : (
                  <Button size="small" isDisabled={end.isPending} onPress={() => void end.run(session.id)}>
                    {t('account.signOutDevice')}
                  </Button>
                )}
              </li>
            ))}
          </ul>
        </Card>
      )}
    </PartFrame>
  )
}

/** City and country where they are known, else the beginning of the network address. */
export function Place({ place, network }: { place: string | null; network: string | null }) {
  const { rich } = useShopper()
  if (place) return <bdi>{place}</bdi>
  if (!network) return null
  return rich('devices.network', {
    network: (
      <bdi key="network" dir="ltr">
        {network}
      </bdi>
    ),
  })
}
