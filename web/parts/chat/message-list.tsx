import type { Message } from '#contract/conversations'
import { useLayoutEffect, useRef } from 'react'
import { isOwn } from '../../kit/chat/order-messages.ts'
import type { ThreadState } from '../../kit/chat/thread.ts'
import { PlainButton } from '../../ui/button.tsx'
import { classes } from '../../ui/classes.ts'
import { Bubble, OutgoingBubble } from './bubble.tsx'
import { NoticeLine } from './notice-line.tsx'
import { useChatText } from './text.ts'

type MessageListProps = {
  state: ThreadState
  onEarlier: () => void
  onTakeBack: (clientId: string) => void
  className?: string
}

/** What was said, oldest first; it stays at the end while the end is in view, and where it is while somebody reads further up. */
export function MessageList({ state, onEarlier, onTakeBack, className }: MessageListProps) {
  const { t, format } = useChatText()
  const { messages, outgoing, conversation } = state
  const frame = useRef<HTMLDivElement>(null)
  const view = useRef({ isAtEnd: true, height: 0, first: '' })
  const shown = messages.filter((message) => message.kind !== 'note')

  useLayoutEffect(() => {
    const box = frame.current
    if (!box) return
    const first = shown[0]?.id ?? ''
    // Earlier ones went in above: what was being read stays in its place.
    if (view.current.first !== '' && view.current.first !== first && !view.current.isAtEnd)
      box.scrollTop += box.scrollHeight - view.current.height
    if (view.current.isAtEnd) box.scrollTop = box.scrollHeight
    view.current = { ...view.current, height: box.scrollHeight, first }
  })

  const lastOwn = shown.findLast((message) => message.kind === 'message' && isOwn(message, 'shopper'))
  const dayOf = (message: Message | undefined) => message && format.shortDay(message.at)
  return (
    <div
      ref={frame}
      onScroll={({ currentTarget: box }) => {
        view.current.isAtEnd = box.scrollHeight - box.scrollTop - box.clientHeight < 60
      }}
      // Long conversations scroll in here, by keyboard too.
      // oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex
      tabIndex={0}
      role="log"
      aria-label={t('chat.log')}
      className={classes('min-h-0 overflow-y-auto overscroll-contain px-4 py-4', className)}
    >
      {state.hasEarlier && (
        <p className="mb-3 text-center">
          <PlainButton
            className="link inline-flex min-h-11 items-center text-sm"
            isPending={state.isLoadingEarlier}
            onPress={onEarlier}
          >
            {t('chat.earlier')}
          </PlainButton>
        </p>
      )}
      <ol className="grid grid-cols-[minmax(0,1fr)] gap-1">
        {shown.map((message, index) => {
          const isNewDay = dayOf(shown[index - 1]) !== dayOf(message)
          return (
            <li key={message.id} className="grid">
              {isNewDay && <p className="my-3 text-center text-xs font-[560] text-faint">{dayOf(message)}</p>}
              {message.kind === 'notice' ? (
                <NoticeLine message={message} />
              ) : (
                <Bubble
                  message={message}
                  isFirst={isNewDay || !isSameHand(shown[index - 1], message)}
                  status={
                    message === lastOwn && outgoing.length === 0
                      ? t((conversation?.seenByOther ?? 0) >= message.position ? 'chat.seen' : 'chat.sent')
                      : null
                  }
                />
              )}
            </li>
          )
        })}
        {outgoing.map((message) => (
          <li key={message.clientId} className="grid">
            <OutgoingBubble
              message={message}
              isConnected={state.connection !== 'away' && navigator.onLine}
              onTakeBack={() => onTakeBack(message.clientId)}
            />
          </li>
        ))}
      </ol>
      {shown.length === 0 && outgoing.length === 0 && <p className="py-6 text-center text-soft">{t('chat.empty')}</p>}
      {state.typing && (
        <p role="status" className="mt-2 flex items-center gap-2 text-sm text-soft">
          <span aria-hidden="true" className="flex gap-1">
            {[0, 1, 2].map((dot) => (
              <span key={dot} className="size-1.5 animate-breathe rounded-full bg-edge" />
            ))}
          </span>
          <bdi>{t('chat.typing', { name: state.typing.name || t('chat.someone') })}</bdi>
        </p>
      )}
    </div>
  )
}

function isSameHand(before: Message | undefined, message: Message): boolean {
  return (
    before?.kind === 'message' &&
    before.author.kind === message.author.kind &&
    before.author.id === message.author.id &&
    new Date(message.at).getTime() - new Date(before.at).getTime() < 5 * 60_000
  )
}
