import type { Conversation } from '#contract/conversations'
import { useQuery } from '@tanstack/react-query'
import { useNavigate, useSearch } from '@tanstack/react-router'
import ChevronLeft from 'lucide-react/icons/chevron-left'
import MessagesSquare from 'lucide-react/icons/messages-square'
import { useRef, useState } from 'react'
import { useLive } from '../../kit/live.ts'
import { PageTrouble } from '../../parts/trouble.tsx'
import { classes } from '../../ui/classes.ts'
import { Notice } from '../../ui/notice.tsx'
import { SkeletonRows } from '../../ui/skeleton.tsx'
import { Button } from '../../ui/button.tsx'
import { useToast } from '../../ui/toasts.tsx'
import { useReturnFocus } from '../../ui/use-return-focus.ts'
import { customerStoryQuery, orderStoryQuery, staffMeQuery } from '../data.ts'
import { useKeys } from '../layout/use-keys.ts'
import { useConsole } from '../text.ts'
import { KeysDialog } from './actions/keys-dialog.tsx'
import { CasePane } from './case/case-pane.tsx'
import { pressRemedy } from './case/remedy-button.tsx'
import { ConversationPane, type PaneHandle } from './conversation/conversation-pane.tsx'
import { useThread } from './conversation/use-thread.ts'
import { conversationQuery, workQuery } from './data.ts'
import { ListPane } from './lists/list-pane.tsx'
import { useOffer } from './lists/offer-card.tsx'
import { useList } from './lists/use-list.ts'
import { PracticeBar } from './practice/practice-bar.tsx'

/** The desk: what waits, what is said, and everything about the order with what puts it right, side by side. */
export function Desk() {
  const { t } = useConsole()
  const search = useSearch({ from: '/inside/desk' })
  const navigate = useNavigate({ from: '/desk' })
  const name = search.list ?? 'work'
  const list = useList(name)
  const [showsKeys, setShowsKeys] = useState(false)
  const selected = search.c
  const open = (c: string | undefined) =>
    void navigate({
      search: (now) => ({ ...now, c, order: undefined, pane: undefined }),
      replace: selected !== undefined,
    })
  const rows = list.rows ?? []
  const at = rows.findIndex((row) => row.conversationId === selected)
  const move = (step: number) => {
    const next = rows[Math.min(Math.max(at + step, 0), rows.length - 1)]
    if (next) open(next.conversationId)
  }
  const offered = rows.find((row) => row.part === 'offered')
  const inHand = rows[at]
  const taken = inHand?.part === 'offered' || inHand?.part === 'waiting' ? inHand : offered
  const { accept } = useOffer(taken?.part === 'offered' || taken?.part === 'waiting' ? taken.contact.id : '', () =>
    taken ? open(taken.conversationId) : undefined,
  )
  useKeys({
    j: () => move(1),
    k: () => move(-1),
    enter: (event) => {
      // A button or link that has the focus is pressed by its own Enter.
      if (event.target instanceof HTMLElement && event.target.closest('button, a, summary')) return press(event)
      if (taken && (taken.part === 'offered' || inHand === taken)) void accept.run(null)
      else move(at < 0 ? 1 : 0)
    },
    '?': () => setShowsKeys(true),
    o: () => void navigate({ search: (now) => ({ ...now, pane: now.pane === 'case' ? undefined : 'case' }) }),
    ...Object.fromEntries(
      Array.from({ length: 9 }, (_, place) => [`shift+${place + 1}`, () => pressRemedy(place + 1)]),
    ),
  })
  return (
    <div className="relative flex flex-col lg:grid lg:h-[calc(100dvh-var(--bar))] lg:grid-cols-[17rem_minmax(0,1fr)_22rem] 2xl:grid-cols-[20rem_minmax(0,1fr)_28rem]">
      <h1 className="sr-only">{t('place./desk')}</h1>
      <section
        aria-label={t('desk.list')}
        className={classes('flex min-h-0 flex-col border-line bg-surface lg:border-e', selected && 'max-lg:hidden')}
      >
        <ListPane
          name={name}
          onName={(next) => void navigate({ search: { list: next === 'work' ? undefined : next, c: undefined } })}
          list={list}
          selected={selected}
          onSelect={open}
        />
        <PracticeBar />
      </section>
      {selected ? (
        <InHand
          key={selected}
          id={selected}
          onOpen={open}
          onKeys={() => setShowsKeys(true)}
          next={() => open((rows[at + 1] ?? rows[at - 1])?.conversationId)}
        />
      ) : (
        <Notice
          className="col-span-2 content-center max-lg:hidden"
          icon={<MessagesSquare aria-hidden="true" />}
          title={t('desk.choose')}
        >
          {t('desk.chooseDetail')}
        </Notice>
      )}
      {showsKeys && <KeysDialog onClose={() => setShowsKeys(false)} />}
    </div>
  )
}

const press = (event: KeyboardEvent) =>
  (event.target as HTMLElement).closest<HTMLElement>('button, a, summary')?.click()

type InHandProps = { id: string; onOpen: (id: string | undefined) => void; onKeys: () => void; next: () => void }

function InHand({ id, onOpen, onKeys, next }: InHandProps) {
  const { t } = useConsole()
  const toast = useToast()
  const me = useQuery(staffMeQuery).data
  const conversation = useQuery(conversationQuery(id))
  useReturnFocus()
  if (conversation.isError)
    return (
      <div className="col-span-2">
        <PageTrouble isPart error={conversation.error} onRetry={() => void conversation.refetch()} />
      </div>
    )
  if (!conversation.data || !me)
    return (
      <div className="col-span-2 p-4">
        <SkeletonRows rows={4} height="h-20" label={t('common.loading')} />
      </div>
    )
  return (
    <Panes
      staffId={me.id}
      conversation={conversation.data}
      onOpen={onOpen}
      onKeys={onKeys}
      onGone={() => {
        toast(t('desk.gone'))
        onOpen(undefined)
      }}
      onResolved={next}
    />
  )
}

type PanesProps = {
  staffId: string
  conversation: Conversation
  onOpen: (id: string | undefined) => void
  onKeys: () => void
  onGone: () => void
  onResolved: () => void
}

/** Conversation and case of the one in hand. On a phone one of them at a time. */
function Panes({ staffId, conversation, onOpen, onKeys, onGone, onResolved }: PanesProps) {
  const { t } = useConsole()
  const search = useSearch({ from: '/inside/desk' })
  const navigate = useNavigate({ from: '/desk' })
  const handle = useRef<PaneHandle>(null)
  const customerId = conversation.desk?.customer?.id
  const customer = useQuery({ ...customerStoryQuery(customerId ?? ''), enabled: Boolean(customerId) }).data
  const orderId =
    search.order ?? conversation.orderId ?? (customer?.orders.length === 1 ? customer.orders[0]?.id : null) ?? null
  const story = useQuery({ ...orderStoryQuery(orderId ?? ''), enabled: orderId !== null })
  const thread = useThread(staffId, conversation.id)
  const work = useQuery(workQuery).data
  useLive(story.data && { topic: `order:${story.data.order.id}`, version: story.data.order.version })
  const contact = [...(work?.offered ?? []), ...(work?.held ?? []), ...(work?.waiting ?? [])].find(
    (one) => one.conversationId === conversation.id,
  )
  const photos = thread.state.messages.flatMap((message) =>
    message.author.kind === 'shopper' || message.author.kind === 'visitor'
      ? message.files.filter((file) => /^(image|video)\//.test(file.mediaType)).map((file) => file.id)
      : [],
  )
  const showCase = (isShown: boolean) =>
    void navigate({ search: (now) => ({ ...now, pane: isShown ? 'case' : undefined }) })
  const isCase = search.pane === 'case'
  return (
    <>
      <section
        aria-label={t('desk.conversation')}
        className={classes(
          'flex min-h-0 min-w-0 flex-col max-lg:h-[calc(100dvh-var(--phone-bar,6.75rem))]',
          isCase && 'max-lg:hidden',
        )}
      >
        <ConversationPane
          conversation={conversation}
          open={thread}
          story={story.data}
          contact={contact}
          handle={handle}
          onBack={() => onOpen(undefined)}
          onCase={() => showCase(true)}
          onKeys={onKeys}
          onOpen={onOpen}
          onGone={onGone}
          onResolved={onResolved}
        />
      </section>
      <section
        aria-label={t('desk.case')}
        // What scrolls is reached by keyboard.
        // oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex
        tabIndex={0}
        className={classes(
          'min-h-0 min-w-0 border-line bg-canvas -outline-offset-2 lg:overflow-y-auto lg:border-s',
          !isCase && 'max-lg:hidden',
        )}
      >
        <Button
          look="quiet"
          size="small"
          icon={<ChevronLeft className="mirror size-5" aria-hidden="true" />}
          onPress={() => showCase(false)}
          className="m-2 lg:hidden"
        >
          {t('desk.conversation')}
        </Button>
        <CasePane
          conversation={conversation}
          orderId={orderId}
          onOrder={(order) => void navigate({ search: (now) => ({ ...now, order }), replace: true })}
          story={story}
          photos={photos}
          onSay={(words) => {
            showCase(false)
            handle.current?.tell(words)
          }}
        />
      </section>
    </>
  )
}
