import type { Conversation } from '#contract/conversations'
import { useQuery } from '@tanstack/react-query'
import Bell from 'lucide-react/icons/bell'
import BellOff from 'lucide-react/icons/bell-off'
import CircleCheck from 'lucide-react/icons/circle-check'
import ChevronLeft from 'lucide-react/icons/chevron-left'
import PanelRight from 'lucide-react/icons/panel-right'
import UserRoundPlus from 'lucide-react/icons/user-round-plus'
import { call } from '../../../kit/call.ts'
import { useAction } from '../../../kit/use-action.ts'
import { Badge } from '../../../ui/badge.tsx'
import { CopyText } from '../../../ui/copy-text.tsx'
import { KeyButton } from '../../layout/key-button.tsx'
import { IncidentBadge } from '../../incidents/incident-badge.tsx'
import { useConsole } from '../../text.ts'
import { useIntentWords } from '../actions/causes.ts'
import { type ActionWindow, MoreMenu } from '../actions/more-menu.tsx'
import { nameOf } from '../data.ts'
import { CameFrom } from './came-from.tsx'
import { Clocks } from './clocks.tsx'

type ConversationHeadProps = {
  conversation: Conversation
  following: ReturnType<typeof useFollowing>
  onBack: () => void
  onCase: () => void
  onWindow: (window: ActionWindow) => void
}

/** Who, about what, by when, whose; and what ends it or gives it away. */
export function ConversationHead({ conversation, following, onBack, onCase, onWindow }: ConversationHeadProps) {
  const { t } = useConsole()
  const intentWords = useIntentWords()
  const { desk } = conversation
  const may = (action: string) => conversation.allowed.some((one) => one.action === action)
  return (
    <header className="grid grid-cols-1 gap-1.5 border-b border-line bg-surface px-3 py-2">
      <div className="flex flex-wrap items-center gap-1">
        <div className="flex min-w-0 flex-1 items-center gap-1 max-sm:basis-full">
          <KeyButton
            label={t('desk.back')}
            icon={<ChevronLeft className="mirror size-5" aria-hidden="true" />}
            onPress={onBack}
            className="lg:hidden"
          />
          <h2 className="min-w-0 flex-1 truncate text-lg">
            <bdi>{nameOf(conversation)}</bdi>
          </h2>
        </div>
        {may('assign') && (
          <KeyButton
            label={t('assign.title')}
            shortcut="A"
            icon={<UserRoundPlus className="size-4.5" aria-hidden="true" />}
            onPress={() => onWindow('assign')}
          />
        )}
        {may('follow') && (
          <KeyButton
            label={t(following.isOn ? 'follow.stop' : 'follow.start')}
            shortcut="F"
            icon={
              following.isOn ? (
                <BellOff className="size-4.5" aria-hidden="true" />
              ) : (
                <Bell className="size-4.5" aria-hidden="true" />
              )
            }
            onPress={following.toggle}
          />
        )}
        <MoreMenu conversation={conversation} onWindow={onWindow} />
        <KeyButton
          label={t('desk.case')}
          shortcut="O"
          icon={<PanelRight className="mirror size-4.5" aria-hidden="true" />}
          onPress={onCase}
          className="lg:hidden"
        />
        {may('resolve') && (
          <KeyButton
            label={t('resolve.open')}
            shortcut="E"
            look="primary"
            icon={<CircleCheck className="size-4" aria-hidden="true" />}
            onPress={() => onWindow('resolve')}
          >
            {t('resolve.open')}
          </KeyButton>
        )}
        {may('reopen') && <Reopen id={conversation.id} />}
      </div>
      <div className="flex flex-wrap items-center gap-1.5 text-sm text-soft">
        <CopyText text={conversation.reference} label={t('common.copy')} />
        <Badge>{t(`channel.${conversation.channel}`)}</Badge>
        {desk?.intent && <Badge>{intentWords(desk.intent.code)}</Badge>}
        {desk?.incidentId && <IncidentBadge id={desk.incidentId} />}
        {desk?.team && <Badge tone="note">{desk.team.name}</Badge>}
        {conversation.state === 'resolved' && <Badge tone="good">{t('desk.resolved')}</Badge>}
        {desk?.conduct && <Badge tone="warn">{t(`conduct.${desk.conduct}`)}</Badge>}
        {desk?.tags.map((tag) => (
          <Badge key={tag}>{tag}</Badge>
        ))}
        <span>{desk?.assignee ? t('desk.with', { name: desk.assignee.name }) : t('desk.withNobody')}</span>
        <Clocks conversationId={conversation.id} />
      </div>
      <CameFrom conversationId={conversation.id} />
      {conversation.subject && (
        <p className="truncate text-sm" dir="auto">
          {conversation.subject}
        </p>
      )}
    </header>
  )
}

function Reopen({ id }: { id: string }) {
  const { t } = useConsole()
  const reopen = useAction((_: null, options) => call('POST /conversations/:id/reopening', { id }, options))
  return (
    <KeyButton label={t('resolve.reopen')} isPending={reopen.isPending} onPress={() => void reopen.run(null)}>
      {t('resolve.reopen')}
    </KeyButton>
  )
}

/** Whether I hear of what happens here although it is not mine. */
export function useFollowing(id: string) {
  const followed = useQuery({
    queryKey: ['desk', 'following-ids'],
    queryFn: ({ signal }) => call('GET /conversations', { view: 'following', limit: 100 }, { signal }),
    staleTime: 60_000,
  }).data
  const isOn = Boolean(followed?.data.some((one) => one.id === id))
  const follow = useAction((following: boolean) => call('PUT /conversations/:id/following', { id, following }))
  return { isOn, toggle: () => void follow.run(!isOn), error: follow.error }
}
