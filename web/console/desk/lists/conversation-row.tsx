import type { Conversation } from '#contract/conversations'
import { Badge } from '../../../ui/badge.tsx'
import { classes } from '../../../ui/classes.ts'
import { IncidentBadge } from '../../incidents/incident-badge.tsx'
import { useConsole } from '../../text.ts'
import { nameOf } from '../data.ts'
import { RowButton } from './row-button.tsx'
import { Waited } from './waited.tsx'

type ConversationRowProps = { conversation: Conversation; isSelected: boolean; onOpen: () => void }

/** One conversation in a list: who, their last words, how long they have waited for ours. */
export function ConversationRow({ conversation, isSelected, onOpen }: ConversationRowProps) {
  const { t, has, format } = useConsole()
  const { desk, unread } = conversation
  const intent = desk?.intent && `intent.${desk.intent.code}`
  const about = conversation.subject || desk?.snippet
  return (
    <RowButton isSelected={isSelected} onOpen={onOpen}>
      <span className="flex items-baseline justify-between gap-2">
        <span className={classes('min-w-0 truncate', unread > 0 ? 'font-[640]' : 'font-[540]')}>
          <bdi>{nameOf(conversation)}</bdi>
        </span>
        {desk?.waitingSince ? (
          <Waited since={desk.waitingSince} />
        ) : (
          conversation.lastMessageAt && (
            <time
              dateTime={conversation.lastMessageAt}
              title={format.exact(conversation.lastMessageAt)}
              className="tabular shrink-0 text-xs text-soft"
            >
              {format.fromNow(conversation.lastMessageAt)}
            </time>
          )
        )}
      </span>
      {about && about !== conversation.lastText && (
        <span className="truncate text-sm" dir="auto">
          {about}
        </span>
      )}
      <span className="line-clamp-2 text-sm text-soft" dir="auto">
        {conversation.lastText || conversation.reference}
      </span>
      <span className="flex flex-wrap items-center gap-1.5 empty:hidden">
        {unread > 0 && <Badge tone="good">{t('desk.unread', { count: unread })}</Badge>}
        {desk?.incidentId && <IncidentBadge id={desk.incidentId} />}
        {intent && has(intent) && <Badge>{t(intent)}</Badge>}
        {desk?.team && <Badge>{desk.team.name}</Badge>}
        {conversation.state === 'resolved' && <Badge>{t('desk.resolved')}</Badge>}
        {desk?.assignee && <span className="text-xs text-soft">{desk.assignee.name}</span>}
      </span>
    </RowButton>
  )
}
