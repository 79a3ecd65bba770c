import { useQuery } from '@tanstack/react-query'
import Inbox from 'lucide-react/icons/inbox'
import { Fragment, useEffect, useRef } from 'react'
import { PageTrouble } from '../../../parts/trouble.tsx'
import { Button } from '../../../ui/button.tsx'
import { Notice } from '../../../ui/notice.tsx'
import { Select } from '../../../ui/select.tsx'
import { SkeletonRows } from '../../../ui/skeleton.tsx'
import { useConsole } from '../../text.ts'
import { countsQuery, workQuery } from '../data.ts'
import { ContactRow } from './contact-row.tsx'
import { ConversationRow } from './conversation-row.tsx'
import { OfferCard } from './offer-card.tsx'
import { listNames, type useList } from './use-list.ts'

type ListPaneProps = {
  name: string
  onName: (name: string) => void
  list: ReturnType<typeof useList>
  selected: string | undefined
  onSelect: (conversationId: string) => void
}

/** What needs me, and the other lists with how many each holds. */
export function ListPane({ name, onName, list, selected, onSelect }: ListPaneProps) {
  const { t, format } = useConsole()
  const counts = useQuery(countsQuery).data
  const presence = useQuery(workQuery).data?.presence.status ?? 'offline'
  const scroller = useRef<HTMLUListElement>(null)
  useEffect(() => {
    scroller.current?.querySelector('[aria-current="true"]')?.scrollIntoView({ block: 'nearest' })
  }, [selected])
  const label = (id: string, words: string, count: number | undefined) => ({
    id,
    label: count ? `${words} · ${format.number(count)}` : words,
  })
  const { rows } = list
  return (
    <>
      <header className="grid gap-2 border-b border-line p-3">
        <Select
          label={t('desk.list')}
          quietLabel
          small
          value={name}
          onChange={onName}
          choices={[
            ...listNames.map((id) =>
              label(
                id,
                t(`desk.list.${id}`),
                id === 'work' ? counts?.mine : id === 'resolved' ? undefined : counts?.[id],
              ),
            ),
            ...(counts?.teams ?? []).map((team) => label(`team:${team.id}`, team.name, team.open)),
          ]}
        />
      </header>
      <ul ref={scroller} aria-label={t('desk.list')} className="min-h-0 flex-1 overflow-y-auto">
        {list.error && !rows ? (
          <li>
            <PageTrouble isPart error={list.error} onRetry={list.retry} />
          </li>
        ) : null}
        {!rows && !list.error && (
          <li className="p-3">
            <SkeletonRows rows={5} height="h-14" label={t('common.loading')} />
          </li>
        )}
        {rows?.length === 0 && (
          <li>
            <Notice icon={<Inbox aria-hidden="true" />} title={t('desk.none')}>
              {t(name === 'work' ? `desk.noneWork.${presence}` : 'desk.noneList')}
            </Notice>
          </li>
        )}
        {rows?.map((row, index) => (
          <Fragment key={row.conversationId}>
            {row.part !== 'list' && row.part !== rows[index - 1]?.part && (
              <li className="flex items-baseline justify-between px-3 pt-3 pb-1 text-xs font-[600] text-soft">
                {t(`desk.part.${row.part}`)}
                {row.part === 'waiting' && <span className="tabular">{format.number(list.waitingTotal)}</span>}
              </li>
            )}
            <li>
              {row.part === 'offered' ? (
                <OfferCard
                  contact={row.contact}
                  isSelected={row.conversationId === selected}
                  onOpen={() => onSelect(row.conversationId)}
                />
              ) : row.part === 'waiting' || row.part === 'lost' ? (
                <ContactRow
                  contact={row.contact}
                  isSelected={row.conversationId === selected}
                  onOpen={() => onSelect(row.conversationId)}
                />
              ) : (
                <ConversationRow
                  conversation={row.conversation}
                  isSelected={row.conversationId === selected}
                  onOpen={() => onSelect(row.conversationId)}
                />
              )}
            </li>
          </Fragment>
        ))}
        {list.more && (
          <li className="p-3 text-center">
            <Button size="small" onPress={list.more}>
              {t('queue.more')}
            </Button>
          </li>
        )}
      </ul>
    </>
  )
}
