import type { Incident } from '#contract/incidents'
import { useInfiniteQuery, useQuery } from '@tanstack/react-query'
import { Link, useSearch } from '@tanstack/react-router'
import CloudAlert from 'lucide-react/icons/cloud-alert'
import { useState } from 'react'
import { call } from '../../kit/call.ts'
import { useAction } from '../../kit/use-action.ts'
import { ActionTrouble, PageTrouble } from '../../parts/trouble.tsx'
import { Badge } from '../../ui/badge.tsx'
import { Button } from '../../ui/button.tsx'
import { Card } from '../../ui/card.tsx'
import { Notice } from '../../ui/notice.tsx'
import { SkeletonRows } from '../../ui/skeleton.tsx'
import { staffMeQuery } from '../data.ts'
import { Page } from '../layout/page.tsx'
import { reaches } from '../roles.ts'
import { useConsole } from '../text.ts'
import { incidentQuery, incidentsQuery } from './data.ts'
import { OpenIncident } from './open-incident.tsx'
import { TellEverybody } from './tell-everybody.tsx'

/** One cause, many orders: what shoppers read, who hangs on it, and one message to all of them. */
export function Incidents() {
  const { t } = useConsole()
  const { id } = useSearch({ from: '/inside/incidents' })
  const all = useInfiniteQuery({ ...incidentsQuery, enabled: !id })
  const one = useQuery({ ...incidentQuery(id ?? ''), enabled: Boolean(id) })
  const incidents = id ? one : all
  const me = useQuery(staffMeQuery).data
  const mayOpen = reaches(me?.role, 'supervisor')
  const [isOpening, setOpening] = useState(false)
  const rows = id ? one.data && [one.data] : all.data?.pages.flatMap((page) => page.data)
  return (
    <Page
      title={t('place./incidents')}
      detail={t('incidents.detail')}
      end={
        mayOpen && (
          <Button look="primary" onPress={() => setOpening(true)}>
            {t('incidents.open')}
          </Button>
        )
      }
    >
      {incidents.isError && <PageTrouble isPart error={incidents.error} onRetry={() => void incidents.refetch()} />}
      {incidents.isPending && <SkeletonRows rows={2} height="h-32" label={t('common.loading')} />}
      {rows?.length === 0 && (
        <Card>
          <Notice icon={<CloudAlert aria-hidden="true" />} title={t('incidents.none')} />
        </Card>
      )}
      {id && (
        <Link to="/incidents" search={{}} className="link mb-4 inline-block">
          {t('incidents.all')}
        </Link>
      )}
      <div className="grid gap-4">
        {rows?.map((incident) => (
          <IncidentCard key={incident.id} incident={incident} mayChange={mayOpen} />
        ))}
      </div>
      {!id && all.hasNextPage && (
        <Button className="mt-4" isPending={all.isFetchingNextPage} onPress={() => void all.fetchNextPage()}>
          {t('queue.more')}
        </Button>
      )}
      {isOpening && <OpenIncident onClose={() => setOpening(false)} />}
    </Page>
  )
}

function IncidentCard({ incident, mayChange }: { incident: Incident; mayChange: boolean }) {
  const { t, locale, format } = useConsole()
  const [isTelling, setTelling] = useState(false)
  const change = useAction((closed: boolean, options) =>
    call('PUT /incidents/:id', { id: incident.id, closed, version: incident.version }, options),
  )
  const isOpen = incident.state === 'open'
  return (
    <Card aria-label={incident.title} className="grid gap-3 p-5">
      <div className="flex flex-wrap items-center justify-between gap-3">
        <h2 className="text-lg">
          <bdi>{incident.title}</bdi>
        </h2>
        <Badge tone={isOpen ? 'warn' : 'neutral'}>{t(`incidents.state.${incident.state}`)}</Badge>
      </div>
      <p dir="auto">
        {t('incidents.quote', { text: (locale !== 'en' && incident.banner[locale]) || incident.banner.en })}
      </p>
      <p className="text-sm text-soft">
        {incident.lookedAt === null
          ? t('incidents.looking')
          : t('incidents.hits', {
              orders: incident.orders,
              shoppers: incident.shoppers,
              conversations: incident.conversations,
            })}
        {' · '}
        {t('incidents.by', { name: incident.openedBy.name, when: format.dayAndTime(incident.openedAt) })}
      </p>
      {incident.messages.map((message) => (
        <p key={message.id} className="rounded-md bg-sunken px-4 py-3 text-sm">
          <span className="block whitespace-pre-line" dir="auto">
            {message.text}
          </span>
          <span className="text-soft">
            {t('incidents.told', { count: message.told, name: message.by, when: format.dayAndTime(message.at) })}
          </span>
        </p>
      ))}
      {mayChange && (
        <div className="flex flex-wrap gap-2">
          {isOpen && <Button onPress={() => setTelling(true)}>{t('incidents.tell')}</Button>}
          <Button look="quiet" isPending={change.isPending} onPress={() => void change.run(isOpen)}>
            {t(isOpen ? 'incidents.close' : 'incidents.reopen')}
          </Button>
        </div>
      )}
      <ActionTrouble error={change.error} />
      {isTelling && <TellEverybody incident={incident} onClose={() => setTelling(false)} />}
    </Card>
  )
}
