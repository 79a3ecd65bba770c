import { useQueryClient } from '@tanstack/react-query'
import { Link, useNavigate, useParams } from '@tanstack/react-router'
import ChevronLeft from 'lucide-react/icons/chevron-left'
import { useState } from 'react'
import type { Thread } from '../../kit/chat/thread.ts'
import { useStore } from '../../kit/store.ts'
import { ConversationTools } from '../../parts/chat/conversation-tools.tsx'
import { ConversationView } from '../../parts/chat/conversation-view.tsx'
import { useChatText } from '../../parts/chat/text.ts'
import { buttonClass } from '../../ui/button-looks.ts'
import { Card } from '../../ui/card.tsx'
import { conversationsQuery } from '../data.ts'
import { useShopper } from '../text.ts'
import { useChat } from '../use-chat.ts'

/** One conversation: it goes on here, on every device, and stays. */
export function ConversationPage() {
  const { conversationId } = useParams({ from: '/known/conversations/$conversationId' })
  const { t } = useShopper()
  const chat = useChat()
  const navigate = useNavigate()
  const queries = useQueryClient()
  const [thread, setThread] = useState<Thread | null>(null)
  if (!chat) return null
  return (
    <div className="mx-auto max-w-3xl">
      <header className="mb-4 grid justify-items-start gap-1">
        <Link to="/conversations" className="link -ms-1 inline-flex min-h-11 items-center gap-0.5 text-[0.9375rem]">
          <ChevronLeft className="mirror size-5" aria-hidden="true" />
          {t('conversation.back')}
        </Link>
        {thread ? <Title thread={thread} /> : <h1 className="text-2xl">{t('conversation.title')}</h1>}
      </header>
      <Card className="overflow-hidden" aria-label={t('conversation.title')}>
        <ConversationView
          chat={chat}
          id={conversationId}
          className="h-[max(26rem,calc(100dvh-21rem))]"
          onState={setThread}
          onMoved={(id) => {
            void queries.invalidateQueries({ queryKey: conversationsQuery.queryKey })
            void navigate({ to: '/conversations/$conversationId', params: { conversationId: id }, replace: true })
          }}
        />
      </Card>
      {thread && <Below thread={thread} />}
    </div>
  )
}

function Title({ thread }: { thread: Thread }) {
  const { t } = useShopper()
  const { t: chat } = useChatText()
  const { conversation } = useStore(thread.store)
  return (
    <>
      <h1 className="text-2xl">
        <bdi>{conversation?.subject || t('conversation.title')}</bdi>
      </h1>
      {conversation && (
        <p className="flex flex-wrap gap-x-4 text-[0.9375rem] text-soft">
          <span>{chat('chat.reference', { reference: conversation.reference })}</span>
          {conversation.orderId && (
            <Link to="/orders/$orderId" params={{ orderId: conversation.orderId }} className="link">
              {t('conversation.order')}
            </Link>
          )}
        </p>
      )}
    </>
  )
}

function Below({ thread }: { thread: Thread }) {
  const { t } = useShopper()
  const { conversation } = useStore(thread.store)
  return (
    <div className="mt-4 flex min-h-12 flex-wrap items-start gap-2">
      {conversation?.state === 'open' && (
        <Link to="/call" search={{ conversation: conversation.id }} className={buttonClass({ size: 'small' })}>
          {t('person.callAboutThis')}
        </Link>
      )}
      {conversation && <ConversationTools conversation={conversation} onChange={() => void thread.refresh()} />}
    </div>
  )
}
