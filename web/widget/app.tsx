import ChevronLeft from 'lucide-react/icons/chevron-left'
import X from 'lucide-react/icons/x'
import { useEffect, useRef, useState } from 'react'
import type { Chat } from '../kit/chat/chat.ts'
import type { Thread } from '../kit/chat/thread.ts'
import { type Store, useStore } from '../kit/store.ts'
import { CallLine } from '../parts/chat/call-line.tsx'
import { ConversationTools } from '../parts/chat/conversation-tools.tsx'
import { ConversationView } from '../parts/chat/conversation-view.tsx'
import { PlainButton } from '../ui/button.tsx'
import { iconButtonClass } from '../ui/button-looks.ts'
import { Begin } from './begin.tsx'
import type { Host } from './host.ts'
import { KeepLine } from './keep-line.tsx'
import type { SessionState } from './session.ts'
import { useWidgetText } from './text.ts'
import { useUnread } from './use-unread.ts'

/** The panel: a head with the way back and out, and below it the beginning or one conversation. */
export function App({ host, session }: { host: Host; session: Store<SessionState> }) {
  const { t } = useWidgetText()
  const state = useStore(session)
  const { chat, phase, store, isOpen } = state
  const [shown, setShown] = useState<{ owner: string; id: string } | null>(null)
  const heading = useRef<HTMLHeadingElement>(null)
  // Somebody else by now: nothing of what was shown before stays.
  const open = shown && shown.owner === chat?.owner ? shown.id : null

  useEffect(() => {
    const onKey = (event: KeyboardEvent) => event.key === 'Escape' && host.tell({ makeright: 'close' })
    addEventListener('keydown', onKey)
    return () => removeEventListener('keydown', onKey)
  }, [host])
  useEffect(() => heading.current?.focus({ preventScroll: true }), [open])

  return (
    <div className="flex h-full flex-col bg-canvas text-ink">
      <header className="flex items-center gap-1 border-b border-line bg-surface px-2 py-1.5">
        {open ? (
          <PlainButton aria-label={t('widget.back')} className={iconButtonClass} onPress={() => setShown(null)}>
            <ChevronLeft className="mirror size-5" aria-hidden="true" />
          </PlainButton>
        ) : (
          <span className="w-2" />
        )}
        <h1 ref={heading} tabIndex={-1} className="min-w-0 flex-1 truncate text-lg outline-none">
          <bdi>{store?.name || t('widget.title')}</bdi>
        </h1>
        <PlainButton
          aria-label={t('widget.close')}
          className={iconButtonClass}
          onPress={() => host.tell({ makeright: 'close' })}
        >
          <X className="size-5" aria-hidden="true" />
        </PlainButton>
      </header>
      <main className="flex min-h-0 flex-1 flex-col">
        {phase !== 'open' && <Trouble phase={phase} />}
        {chat && <Unread key={chat.owner} chat={chat} host={host} />}
        {phase === 'open' &&
          chat &&
          isOpen &&
          (open ? (
            <OneConversation
              key={`${chat.owner} ${open}`}
              chat={chat}
              id={open}
              state={state}
              onMoved={(id) => setShown({ owner: chat.owner, id })}
            />
          ) : (
            <Begin
              key={chat.owner}
              chat={chat}
              state={state}
              onOpen={(id) => {
                host.tell({ makeright: 'used' })
                setShown({ owner: chat.owner, id })
              }}
            />
          ))}
      </main>
    </div>
  )
}

function OneConversation({
  chat,
  id,
  state,
  onMoved,
}: {
  chat: Chat
  id: string
  state: SessionState
  onMoved: (id: string) => void
}) {
  const [thread, setThread] = useState<Thread | null>(null)
  const isVisitor = state.who?.kind === 'visitor'
  return (
    <>
      <ConversationView
        chat={chat}
        id={id}
        className="flex-1 bg-surface"
        isMailed={!isVisitor}
        onMoved={onMoved}
        onState={setThread}
      />
      {isVisitor && !state.lasts && <KeepLine conversationId={id} />}
      {thread && <ByPhone thread={thread} />}
      {thread && <Tools thread={thread} />}
    </>
  )
}

function ByPhone({ thread }: { thread: Thread }) {
  const { conversation } = useStore(thread.store)
  if (conversation?.state !== 'open') return null
  return (
    <CallLine
      className="border-t border-line bg-surface"
      matter={{ conversation: conversation.id }}
      isAsked={conversation.channel === 'call'}
    />
  )
}

function Tools({ thread }: { thread: Thread }) {
  const { t } = useWidgetText()
  const { conversation } = useStore(thread.store)
  const [isOpen, setOpen] = useState(false)
  if (!conversation) return null
  return (
    <div className="border-t border-line bg-surface px-3 pb-2">
      <PlainButton
        aria-expanded={isOpen}
        onPress={() => setOpen(!isOpen)}
        className="link inline-flex min-h-11 items-center text-sm"
      >
        {t('widget.more', { reference: conversation.reference })}
      </PlainButton>
      {isOpen && <ConversationTools conversation={conversation} onChange={() => void thread.refresh()} />}
    </div>
  )
}

function Trouble({ phase }: { phase: SessionState['phase'] }) {
  const { t } = useWidgetText()
  const words = {
    opening: t('widget.opening'),
    'signed-only': t('widget.signedOnly'),
    'not-here': t('widget.notHere'),
    failed: t('widget.failed'),
    open: '',
  }[phase]
  return (
    <p role="status" className="px-6 py-12 text-center text-soft">
      {words}
    </p>
  )
}

/** Tells the page around us how much is new, for the button. */
function Unread({ chat, host }: { chat: Chat; host: Host }) {
  const count = useUnread(chat)
  useEffect(() => host.tell({ makeright: 'unread', count }), [count, host])
  return null
}
