import { useEffect, useState } from 'react'
import { call } from '../../kit/call.ts'
import type { Chat } from '../../kit/chat/chat.ts'
import { isOwn } from '../../kit/chat/order-messages.ts'
import { openThread, type Thread } from '../../kit/chat/thread.ts'
import { useStore } from '../../kit/store.ts'
import { useAsked } from '../../kit/use-asked.ts'
import { useUploads } from '../../kit/use-uploads.ts'
import { classes } from '../../ui/classes.ts'
import { attachmentLimits, Composer } from './composer.tsx'
import { MessageList } from './message-list.tsx'
import { PlaceLine } from './place-line.tsx'
import { SolvedBar } from './solved-bar.tsx'
import { useRefusalWords } from './refusal-words.ts'
import { useChatText } from './text.ts'

type ConversationViewProps = {
  chat: Chat
  id: string
  className?: string
  /** Whether an address is known that answers go to as well; a visitor may have left none. */
  isMailed?: boolean
  /** What was written last went into another conversation. */
  onMoved: (id: string) => void
  /** What is known of it, for a page's title and for what stands beside it. */
  onState?: (thread: Thread) => void
}

const placeMs = 4_000
const calmPlaceMs = 30_000

/** One conversation for the shopper's side: who answers, what was said, and where to write. */
export function ConversationView({ chat, id, className, isMailed = true, onMoved, onState }: ConversationViewProps) {
  const [thread, setThread] = useState<Thread | null>(null)
  useEffect(() => {
    const opened = openThread(chat, id)
    setThread(opened)
    onState?.(opened)
    return () => opened.close()
    // A parent's callback is not another conversation.
    // oxlint-disable-next-line react-hooks/exhaustive-deps
  }, [chat, id])
  return thread ? (
    <Open key={id} thread={thread} id={id} className={className} isMailed={isMailed} onMoved={onMoved} />
  ) : null
}

function Open({
  thread,
  id,
  className,
  isMailed,
  onMoved,
}: Pick<ConversationViewProps, 'id' | 'className' | 'onMoved'> & { thread: Thread; isMailed: boolean }) {
  const { t } = useChatText()
  const refusalWords = useRefusalWords()
  const state = useStore(thread.store)
  const files = useUploads(attachmentLimits)
  const { conversation, phase, messages, movedTo } = state
  const isLoaded = conversation !== null
  const isAnswered = conversation?.with !== null && conversation !== null
  const last = messages.findLast(({ kind }) => kind === 'message')
  const isOwnLast = last !== undefined && isOwn(last, 'shopper')
  const isTheirTurnOver = last !== undefined && !isOwnLast && state.draft === ''
  const isOpen = conversation?.state === 'open'
  const place = useAsked(
    isOpen ? `${id} ${conversation.with?.name ?? ''}` : null,
    () => call('GET /conversations/:id/place', { id }),
    isAnswered ? calmPlaceMs : placeMs,
  )

  useEffect(() => {
    thread.seen()
    const look = () => thread.seen()
    document.addEventListener('visibilitychange', look)
    return () => document.removeEventListener('visibilitychange', look)
  }, [thread, messages.length, isLoaded])
  useEffect(() => {
    if (movedTo) onMoved(movedTo.id)
    // oxlint-disable-next-line react-hooks/exhaustive-deps
  }, [movedTo])

  if (phase === 'gone')
    return (
      <div role="alert" className="grid gap-1 px-6 py-12 text-center">
        <p className="text-lg font-[620]">{t('chat.gone')}</p>
        <p className="text-soft">{t('chat.goneDetail')}</p>
      </div>
    )
  const refusal = conversation?.notAllowed.find(({ action }) => action === 'write')
  return (
    <div className={classes('flex min-h-0 flex-col', className)}>
      {!refusal && (
        <PlaceLine
          place={place}
          withPerson={isOpen ? conversation.with : null}
          isWaiting={isOpen && isOwnLast}
          isMailed={isMailed}
        />
      )}
      {phase === 'failed' && (
        <p role="alert" className="border-b border-line bg-warn-wash px-4 py-2.5 text-sm text-ink">
          {t('chat.failed')}
        </p>
      )}
      {phase === 'loading' ? (
        <p role="status" className="flex-1 px-4 py-10 text-center text-soft">
          {t('chat.loading')}
        </p>
      ) : (
        <MessageList
          state={state}
          onEarlier={() => void thread.loadEarlier()}
          onTakeBack={thread.takeBack}
          className="flex-1"
        />
      )}
      {phase === 'ready' && <Connection isAway={state.connection === 'away'} />}
      {conversation && (!isOpen || isTheirTurnOver) && (
        <SolvedBar conversation={conversation} onChange={() => void thread.refresh()} />
      )}
      <div className="border-t border-line bg-surface p-3">
        {refusal ? (
          <p className="px-1 py-2 text-[0.9375rem] text-soft">{refusalWords(refusal)}</p>
        ) : (
          <Composer text={state.draft} onText={thread.write} onSend={thread.send} files={files} />
        )}
      </div>
    </div>
  )
}

const awayMs = 1_500

/** Only a loss that lasts is worth a word. */
function Connection({ isAway }: { isAway: boolean }) {
  return <div role="status">{isAway && <AwayLine />}</div>
}

function AwayLine() {
  const { t } = useChatText()
  const [isShown, setShown] = useState(false)
  useEffect(() => {
    const timer = setTimeout(() => setShown(true), awayMs)
    return () => clearTimeout(timer)
  }, [])
  return isShown && <p className="border-t border-line bg-warn-wash px-4 py-2 text-sm text-ink">{t('chat.away')}</p>
}
