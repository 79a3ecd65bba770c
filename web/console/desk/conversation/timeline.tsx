import type { Conversation, Message } from '#contract/conversations'
import type { OutgoingMail } from '#contract/mail'
import CircleDot from 'lucide-react/icons/circle-dot'
import Package from 'lucide-react/icons/package'
import { Fragment, type ReactNode, useEffect, useLayoutEffect, useMemo, useRef } from 'react'
import { Button } from '../../../ui/button.tsx'
import { SkeletonRows } from '../../../ui/skeleton.tsx'
import { useConsole } from '../../text.ts'
import { MailLine } from '../mail/mail-line.tsx'
import { OutgoingState } from '../mail/outgoing-state.tsx'
import { useReceivedMails } from '../mail/use-received-mails.ts'
import { MessageBubble } from './message-bubble.tsx'
import { useNoticeWords } from './notice-words.ts'
import type { OpenThread } from './use-thread.ts'
import { type OrderEvent, weave } from './weave.ts'

type TimelineProps = {
  conversation: Conversation
  thread: OpenThread
  /** What happened with the order meanwhile. */
  events: OrderEvent[]
  /** How far our answers came as mail, by message. */
  sent: ReadonlyMap<string, OutgoingMail>
  /** What is on its way and not stored yet. */
  pending?: ReactNode
  /** Missing where whoever looks may not answer. */
  onForward?: ((message: Message) => void) | undefined
  split?: { picked: ReadonlySet<string>; onPick: (id: string, picked: boolean) => void }
}

/** Messages of both sides, notes, notices and the order's events, in one line of time. */
export function Timeline(props: TimelineProps) {
  const { conversation, events, sent, pending, split, onForward } = props
  const { thread, state } = props.thread
  const { t, format } = useConsole()
  const noticeWords = useNoticeWords()
  const { messages } = state
  const received = useReceivedMails(conversation.id, messages)
  const lines = useMemo(() => weave(messages, events, (at) => format.day(at)), [messages, events, format])
  const scroller = useStayAtEnd(messages, received)
  const seenMessage = lastSeen(messages, conversation.seenByOther)
  return (
    <div
      ref={scroller}
      // What scrolls is reached by keyboard.
      // oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex
      tabIndex={0}
      role="log"
      aria-label={t('desk.messages')}
      aria-busy={state.phase === 'loading'}
      className="min-h-0 flex-1 overflow-y-auto bg-canvas px-4 py-3 -outline-offset-2"
    >
      {state.phase === 'loading' && <SkeletonRows rows={4} height="h-14" label={t('common.loading')} />}
      {state.phase === 'failed' && <p role="alert">{t('trouble.unreachable')}</p>}
      {state.hasEarlier && (
        <p className="text-center">
          <Button size="small" isPending={state.isLoadingEarlier} onPress={() => void thread.loadEarlier()}>
            {t('desk.earlier')}
          </Button>
        </p>
      )}
      {lines.map((line) => (
        <Fragment key={line.key}>
          {line.kind === 'day' && (
            <p className="mt-4 mb-1 text-center text-xs font-[560] text-soft first:mt-0">{format.day(line.at)}</p>
          )}
          {line.kind === 'event' && (
            <Line icon={<Package className="size-3.5" aria-hidden="true" />} at={line.at}>
              {[line.event.words, line.event.by].filter(Boolean).join(' · ')}
            </Line>
          )}
          {line.kind === 'message' &&
            (line.message.kind === 'notice' ? (
              <Line icon={<CircleDot className="size-3.5" aria-hidden="true" />} at={line.at}>
                {noticeWords(line.message)}
              </Line>
            ) : (
              <MessageBubble
                message={line.message}
                follows={line.follows}
                picked={split?.picked.has(line.message.id)}
                onPick={split && ((picked) => split.onPick(line.message.id, picked))}
                onForward={onForward && (() => onForward(line.message))}
              />
            ))}
          {line.kind === 'message' && <OutgoingState mail={sent.get(line.message.id)} />}
          {line.kind === 'message' && <MailLine mail={received.get(line.message.id)} />}
          {line.kind === 'message' && line.message.id === seenMessage && (
            <p className="mt-0.5 px-1 text-end text-xs text-soft">{t('desk.seen')}</p>
          )}
        </Fragment>
      ))}
      {pending}
    </div>
  )
}

/** Something that happened, quieter than what people say. */
function Line({ icon, at, children }: { icon: ReactNode; at: string; children: ReactNode }) {
  const { format } = useConsole()
  return (
    <p className="mt-2.5 flex items-baseline justify-center gap-1.5 px-6 text-center text-xs text-soft">
      <span className="translate-y-0.5 text-faint">{icon}</span>
      <span>
        <bdi>{children}</bdi>{' '}
        <time dateTime={at} title={format.exact(at)} className="tabular whitespace-nowrap text-faint">
          {format.time(at)}
        </time>
      </span>
    </p>
  )
}

/** Our last message that the other side has seen. */
function lastSeen(messages: readonly Message[], position: number): string | undefined {
  return messages.findLast(
    (message) => message.kind === 'message' && message.author.kind === 'staff' && message.position <= position,
  )?.id
}

/**
 * New messages are in sight unless somebody is reading further up; earlier ones do not make the page jump.
 * @param more what stands under messages and comes later than they do
 */
function useStayAtEnd(messages: readonly Message[], more: unknown) {
  const scroller = useRef<HTMLDivElement>(null)
  const before = useRef({ isAtEnd: true, height: 0, first: '' })
  const first = messages[0]?.id ?? ''
  const last = messages.at(-1)?.id ?? ''
  useEffect(() => {
    const element = scroller.current
    if (!element) return
    const note = () => {
      before.current.isAtEnd = element.scrollHeight - element.scrollTop - element.clientHeight < 80
    }
    element.addEventListener('scroll', note, { passive: true })
    const sizes = new ResizeObserver(() => {
      if (before.current.isAtEnd) element.scrollTop = element.scrollHeight
    })
    sizes.observe(element)
    return () => {
      element.removeEventListener('scroll', note)
      sizes.disconnect()
    }
  }, [])
  useLayoutEffect(() => {
    const element = scroller.current
    if (!element || !last) return
    const { isAtEnd, height, first: earliest } = before.current
    if (isAtEnd) element.scrollTop = element.scrollHeight
    else if (earliest && earliest !== first) element.scrollTop += element.scrollHeight - height
    before.current.height = element.scrollHeight
    before.current.first = first
  }, [first, last, more])
  return scroller
}
