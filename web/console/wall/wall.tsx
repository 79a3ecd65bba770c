import { useQuery } from '@tanstack/react-query'
import { useLive } from '../../kit/live.ts'
import { PageTrouble } from '../../parts/trouble.tsx'
import { SkeletonRows } from '../../ui/skeleton.tsx'
import { wallQuery } from '../desk/data.ts'
import { duration } from '../desk/lists/waited.tsx'
import { Page } from '../layout/page.tsx'
import { useConsole } from '../text.ts'
import { Figure } from './figure.tsx'
import { PeopleNow } from './people-now.tsx'
import { QueuesNow } from './queues-now.tsx'
import { WaitingNow } from './waiting-now.tsx'

/** The supervisor’s wall: who waits, who helps, how the day went, and a hand in it where it is needed. */
export function Wall() {
  const { t, format } = useConsole()
  const wall = useQuery(wallQuery)
  useLive(wall.data && { topic: 'wall:store', version: wall.data.version })
  if (wall.isError && !wall.data) return <PageTrouble error={wall.error} onRetry={() => void wall.refetch()} />
  const { data } = wall
  const time = (seconds: number | null) => (seconds === null ? '–' : duration(t, format.number, seconds))
  return (
    <Page title={t('place./wall')} detail={data && t('wall.at', { time: format.time(data.at) })} wide>
      {!data && <SkeletonRows rows={3} height="h-28" label={t('common.loading')} />}
      {data && (
        <div className="grid gap-4">
          <dl className="grid grid-cols-2 gap-3 sm:grid-cols-3 xl:grid-cols-7">
            <Figure
              label={t('wall.waiting')}
              value={format.number(data.waiting.length)}
              tone={data.waiting.length > 0 ? 'warn' : 'good'}
            />
            <Figure
              label={t('wall.calls')}
              value={format.number(data.waiting.filter(({ channel }) => channel === 'call').length)}
              detail={t('wall.callsDetail', {
                count: data.people.filter(({ holding }) => holding.some(({ channel }) => channel === 'call')).length,
              })}
            />
            <Figure label={t('wall.longest')} value={time(data.longestWaitSeconds)} />
            <Figure
              label={t('wall.here')}
              value={format.number(data.people.filter((person) => person.here).length)}
              detail={t('wall.ofPeople', { count: data.people.length })}
            />
            <Figure
              label={t('wall.contacts')}
              value={format.number(data.today.contacts)}
              detail={t('wall.contactsDetail')}
            />
            <Figure
              label={t('wall.median')}
              value={time(data.today.medianWaitSeconds)}
              detail={t('wall.p90', { time: time(data.today.p90WaitSeconds) })}
            />
            <Figure
              label={t('wall.inTarget')}
              value={
                data.today.inTargetShare === null
                  ? '–'
                  : format.number(data.today.inTargetShare, { style: 'percent', maximumFractionDigits: 0 })
              }
              detail={t('wall.abandoned', { count: data.today.abandoned })}
            />
          </dl>
          <div className="grid items-start gap-4 xl:grid-cols-2">
            <WaitingNow waiting={data.waiting} />
            <div className="grid gap-4">
              <PeopleNow people={data.people} />
              <QueuesNow queues={data.queues} />
            </div>
          </div>
        </div>
      )}
    </Page>
  )
}
