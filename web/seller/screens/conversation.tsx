import type { Message } from '#contract/conversations'
import { useQuery } from '@tanstack/react-query'
import { Link, useParams } from '@tanstack/react-router'
import ShieldCheck from 'lucide-react/icons/shield-check'
import { type FormEvent, useEffect, useRef, useState } from 'react'
import { call } from '../../kit/call.ts'
import { useAction } from '../../kit/use-action.ts'
import { ActionTrouble, PageTrouble } from '../../parts/trouble.tsx'
import { Button } from '../../ui/button.tsx'
import { Card } from '../../ui/card.tsx'
import { classes } from '../../ui/classes.ts'
import { SkeletonRows } from '../../ui/skeleton.tsx'
import { TextField } from '../../ui/text-field.tsx'
import { conversationQuery, messagesQuery, sellerMeQuery } from '../data.ts'
import { BackLink } from '../layout/back-link.tsx'
import { Page } from '../layout/page.tsx'
import { useSeller } from '../text.ts'

/** One conversation with a shopper: what was said, and the answer. */
export function ConversationPage() {
  const { conversationId: id } = useParams({ from: '/inside/messages/$conversationId' })
  const { t } = useSeller()
  const me = useQuery(sellerMeQuery).data
  const conversation = useQuery(conversationQuery(id))
  const messages = useQuery(messagesQuery(id))
  const said = messages.data?.data.filter((message) => message.kind === 'message')
  useRead(id, said?.at(-1)?.position, Boolean(me?.may.answer))
  const error = conversation.error ?? messages.error
  if (error && !messages.data)
    return <PageTrouble error={error} onRetry={() => void Promise.all([conversation.refetch(), messages.refetch()])} />
  const orderId = conversation.data?.orderId
  return (
    <Page
      back={<BackLink to="/messages" />}
      title={<bdi>{conversation.data?.subject || t('conversation.title')}</bdi>}
      detail={
        orderId && (
          <Link to="/orders/$orderId" params={{ orderId }} className="link">
            {t('change.order')}
          </Link>
        )
      }
    >
      <Card className="grid">
        {!said && <SkeletonRows rows={3} height="h-14" label={t('common.loading')} />}
        <Said messages={said ?? []} />
        <div className="border-t border-line p-4 sm:p-5">
          {me?.may.answer ? <Answer id={id} /> : <p className="text-soft">{t('conversation.onlyReads')}</p>}
          <p className="mt-3 flex items-start gap-2 text-sm text-soft">
            <ShieldCheck className="mt-0.5 size-4 shrink-0" aria-hidden="true" />
            {t('conversation.masked')}
          </p>
        </div>
      </Card>
    </Page>
  )
}

function Said({ messages }: { messages: Message[] }) {
  const { t } = useSeller()
  const end = useRef<HTMLDivElement>(null)
  const last = messages.at(-1)?.id
  // The browser may answer with a promise, which is no way to clean up.
  useEffect(() => {
    end.current?.scrollIntoView({ block: 'nearest' })
  }, [last])
  return (
    <div
      role="log"
      aria-label={t('conversation.title')}
      // What scrolls is reached by keyboard.
      // oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex
      tabIndex={0}
      className="grid max-h-[60dvh] gap-3 overflow-y-auto p-4 sm:p-5"
    >
      {messages.map((message) => (
        <Bubble key={message.id} message={message} />
      ))}
      <div ref={end} />
    </div>
  )
}

function Bubble({ message }: { message: Message }) {
  const { t, format } = useSeller()
  const isOwn = message.author.kind === 'seller'
  return (
    <div className={classes('grid max-w-[85%]', isOwn ? 'justify-self-end' : 'justify-self-start')}>
      <p className={classes('mb-0.5 px-1 text-xs text-soft', isOwn && 'text-end')}>
        <bdi>{isOwn ? t('conversation.you') : message.author.name || t('shopper.somebody')}</bdi>
        <span aria-hidden="true"> · </span>
        <time dateTime={message.at}>{format.moment(message.at)}</time>
      </p>
      <div
        dir="auto"
        className={classes(
          'w-fit max-w-full rounded-xl px-3.5 py-2 text-start wrap-anywhere whitespace-pre-wrap',
          isOwn ? 'justify-self-end bg-accent text-on-accent' : 'border border-line bg-canvas text-ink',
        )}
      >
        {message.retracted ? t('conversation.retracted') : message.text}
      </div>
      {message.files.length > 0 && (
        <ul className="mt-1 flex flex-wrap gap-2">
          {message.files.map((file) => (
            <li key={file.id}>
              <a href={file.url} target="_blank" rel="noopener noreferrer" className="link text-sm">
                {file.name || t('conversation.file')}
              </a>
            </li>
          ))}
        </ul>
      )}
    </div>
  )
}

function Answer({ id }: { id: string }) {
  const { t } = useSeller()
  const [text, setText] = useState('')
  // The same answer again is the same message, whatever the connection did.
  const clientId = useRef(crypto.randomUUID())
  const send = useAction(
    (said: string, options) =>
      call('POST /conversations/:id/messages', { id, clientId: clientId.current, text: said }, options),
    () => {
      clientId.current = crypto.randomUUID()
      setText('')
    },
  )
  const submit = (event: FormEvent) => {
    event.preventDefault()
    if (text.trim()) void send.run(text)
  }
  return (
    <form noValidate onSubmit={submit} className="grid gap-3">
      <TextField label={t('conversation.answer')} value={text} onChange={setText} lines={3} />
      <ActionTrouble error={send.error} />
      <Button
        type="submit"
        look="primary"
        isPending={send.isPending}
        isDisabled={!text.trim()}
        className="justify-self-end"
      >
        {t('conversation.send')}
      </Button>
    </form>
  )
}

// Seen is what was on the screen; whoever only reads leaves that to the others.
function useRead(id: string, position: number | undefined, mayAnswer: boolean) {
  useEffect(() => {
    if (position !== undefined && mayAnswer) void call('POST /conversations/:id/read', { id, position }).catch(() => {})
  }, [id, position, mayAnswer])
}
