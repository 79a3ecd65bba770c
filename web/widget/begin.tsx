import { useRef } from 'react'
import type { Conversation } from '#contract/conversations'
import { call } from '../kit/call.ts'
import type { Chat } from '../kit/chat/chat.ts'
import { useAsked } from '../kit/use-asked.ts'
import { CallLine } from '../parts/chat/call-line.tsx'
import { StartForm } from '../parts/chat/start-form.tsx'
import { useChatText } from '../parts/chat/text.ts'
import { PlainButton } from '../ui/button.tsx'
import type { SessionState } from './session.ts'
import { useWidgetText } from './text.ts'
import { useGoOnWriting } from './use-go-on-writing.ts'

type BeginProps = { chat: Chat; state: SessionState; onOpen: (conversationId: string) => void }

const againMs = 30_000

/** Is a person there, what was written before, and where to write now. */
export function Begin({ chat, state, onOpen }: BeginProps) {
  const { t } = useWidgetText()
  const root = useRef<HTMLDivElement>(null)
  useGoOnWriting(root)
  const { order, who } = state
  const isKnown = who?.kind === 'shopper'
  const earlier = useAsked(`earlier ${chat.owner}`, () => call('GET /conversations', { limit: 5 }), againMs)
  // A hint of the page: it counts only when the order belongs to whoever is signed in.
  const found = useAsked(
    isKnown && order ? `order ${order}` : null,
    () => call('GET /orders/:id', { id: /^(ord_|ref:)/.test(order ?? '') ? (order ?? '') : `ref:import:${order}` }),
    5 * 60_000,
  )
  return (
    <div ref={root} className="grid min-h-0 flex-1 grid-cols-[minmax(0,1fr)] content-start gap-5 overflow-y-auto p-4">
      <div>
        <h2 className="text-xl">
          <bdi>{isKnown && who.name ? t('widget.hello', { name: who.name }) : t('widget.greeting')}</bdi>
        </h2>
        {found && <p className="mt-1 text-soft">{t('widget.about', { number: found.reference })}</p>}
      </div>
      {earlier && earlier.data.length > 0 && (
        <section aria-label={t('widget.earlier')} className="grid gap-2">
          <ul className="grid divide-y divide-line overflow-hidden rounded-lg border border-line bg-surface">
            {earlier.data.map((conversation) => (
              <li key={conversation.id}>
                <Earlier conversation={conversation} onOpen={() => onOpen(conversation.id)} />
              </li>
            ))}
          </ul>
        </section>
      )}
      <StartForm
        chat={chat}
        about={found ? { kind: 'order', id: found.id } : undefined}
        asksEmail={!isKnown}
        offers={() =>
          isKnown ? (
            <p>
              <a className="link" href="/orders" target="_blank" rel="noopener">
                {t('widget.orders')}
              </a>
            </p>
          ) : (
            <p>
              <a className="link" href="/find-order" target="_blank" rel="noopener">
                {t('widget.findOrder')}
              </a>
            </p>
          )
        }
        onBegun={onOpen}
      />
      {isKnown && (
        <CallLine
          key={found?.id ?? ''}
          className="-mx-3"
          matter={found ? { about: { kind: 'order', id: found.id } } : {}}
          onAsked={onOpen}
        />
      )}
    </div>
  )
}

function Earlier({ conversation, onOpen }: { conversation: Conversation; onOpen: () => void }) {
  const { t, format } = useChatText()
  const { reference, lastText, lastMessageAt, openedAt, unread } = conversation
  return (
    <PlainButton onPress={onOpen} className="grid min-h-14 w-full gap-0.5 px-3.5 py-2 text-start hover:bg-canvas">
      <span dir="auto" className="block truncate text-start font-[560]">
        {lastText || t('chat.reference', { reference })}
      </span>
      <span className="text-sm text-soft">
        {unread > 0 ? (
          <strong className="text-accent-ink">{t('chat.newMessages', { count: unread })}</strong>
        ) : (
          format.moment(lastMessageAt ?? openedAt)
        )}
      </span>
    </PlainButton>
  )
}
