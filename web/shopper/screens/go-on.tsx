import { Link, useNavigate, useParams, useSearch } from '@tanstack/react-router'
import { useEffect, useState } from 'react'
import { call, CallError } from '../../kit/call.ts'
import { type Chat, openChat } from '../../kit/chat/chat.ts'
import type { Thread } from '../../kit/chat/thread.ts'
import { pageConnection } from '../../kit/live-connection.ts'
import { actByToken } from '../../kit/realm.ts'
import { useStore } from '../../kit/store.ts'
import { CallLine } from '../../parts/chat/call-line.tsx'
import { ConversationView } from '../../parts/chat/conversation-view.tsx'
import { PageTrouble } from '../../parts/trouble.tsx'
import { buttonClass } from '../../ui/button-looks.ts'
import { Card } from '../../ui/card.tsx'
import { Notice } from '../../ui/notice.tsx'
import { Skeleton } from '../../ui/skeleton.tsx'
import { useShopper } from '../text.ts'

/** Somebody without an account goes on where they left, by the link that was mailed to them. */
export function GoOn() {
  const { t } = useShopper()
  const { conversationId } = useParams({ from: '/go-on/$conversationId' })
  const { link } = useSearch({ from: '/go-on/$conversationId' })
  const navigate = useNavigate()
  const { chat, error, retry } = useLink(link ?? '')
  const [thread, setThread] = useState<Thread | null>(null)
  if (error?.code === 'link_over')
    return (
      <Notice
        level="h1"
        title={t('goOn.over')}
        actions={
          <Link
            to="/sign-in"
            search={{ then: `/conversations/${conversationId}` }}
            className={buttonClass({ look: 'primary' })}
          >
            {t('goOn.signIn')}
          </Link>
        }
      >
        {t('goOn.overDetail')}
      </Notice>
    )
  if (error) return <PageTrouble error={error} onRetry={retry} />
  if (!chat) return <Skeleton className="mx-auto h-96 max-w-3xl rounded-xl" />
  return (
    <div className="mx-auto max-w-3xl">
      <h1 className="mb-4 text-2xl">{t('conversation.title')}</h1>
      <Card className="overflow-hidden" aria-label={t('conversation.title')}>
        <ConversationView
          chat={chat}
          id={conversationId}
          className="h-[max(26rem,calc(100dvh-18rem))]"
          onMoved={(id) =>
            void navigate({
              to: '/go-on/$conversationId',
              params: { conversationId: id },
              search: { link },
              replace: true,
            })
          }
          onState={setThread}
        />
        {thread && <ByPhone thread={thread} />}
      </Card>
    </div>
  )
}

function ByPhone({ thread }: { thread: Thread }) {
  const { conversation } = useStore(thread.store)
  if (conversation?.state !== 'open') return null
  const { id, channel } = conversation
  return <CallLine className="border-t border-line" matter={{ conversation: id }} isAsked={channel === 'call'} />
}

/** The session that the link opens, for as long as this page is shown: whoever else uses this browser is not touched by it. */
function useLink(link: string) {
  const [chat, setChat] = useState<Chat | null>(null)
  const [error, setError] = useState<CallError | null>(null)
  const [turn, setTurn] = useState(0)
  useEffect(() => {
    let isOver = false
    let opened: Chat | null = null
    call('POST /visitor-session', { link }).then(
      (session) => {
        if (isOver) return
        actByToken(session.token)
        pageConnection().restart()
        opened = openChat(session.who.id, 'shopper', { memoryOnly: true })
        setChat(opened)
      },
      (trouble: unknown) => {
        if (!(trouble instanceof CallError)) throw trouble
        if (!isOver) setError(trouble)
      },
    )
    return () => {
      isOver = true
      if (!opened) return
      opened.close()
      actByToken(null)
      pageConnection().restart()
      setChat(null)
    }
  }, [link, turn])
  const retry = () => {
    setError(null)
    setTurn(turn + 1)
  }
  return { chat, error, retry }
}
