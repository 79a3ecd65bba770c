import type { Conversation } from '#contract/conversations'
import Download from 'lucide-react/icons/download'
import Mail from 'lucide-react/icons/mail'
import { useState } from 'react'
import { call, CallError } from '../../kit/call.ts'
import { senderOf } from '../../kit/realm.ts'
import { saveBytes } from '../../kit/use-file-url.ts'
import { Button } from '../../ui/button.tsx'
import { useChatText } from './text.ts'

type ConversationToolsProps = {
  conversation: Conversation
  onChange?: () => void
}

/** A copy to keep, on this device or by mail, and going on by mail. */
export function ConversationTools({ conversation, onChange }: ConversationToolsProps) {
  const { t } = useChatText()
  const [said, setSaid] = useState<string | null>(null)
  const [pending, setPending] = useState<'pdf' | 'mail' | 'leave' | null>(null)
  const { id, reference } = conversation
  const run = async (what: 'pdf' | 'mail' | 'leave', act: () => Promise<string>) => {
    setPending(what)
    setSaid(
      await act().catch((error: unknown) =>
        error instanceof CallError && error.code === 'no_address' ? t('leave.where') : t('transcript.trouble'),
      ),
    )
    setPending(null)
    onChange?.()
  }
  return (
    <div className="grid gap-2">
      <div className="flex flex-wrap gap-2">
        <Button
          size="small"
          icon={<Download className="size-4" aria-hidden="true" />}
          isPending={pending === 'pdf'}
          onPress={() =>
            void run('pdf', async () => {
              const answer = await fetch(`/api/v1/conversations/${id}/transcript?format=pdf`, senderOf())
              if (!answer.ok) throw new Error('no transcript')
              saveBytes(await answer.blob(), `${reference}.pdf`)
              return ''
            })
          }
        >
          {t('transcript.download')}
        </Button>
        <Button
          size="small"
          icon={<Mail className="size-4" aria-hidden="true" />}
          isPending={pending === 'mail'}
          onPress={() =>
            void run('mail', async () => {
              const { to } = await call('POST /conversations/:id/transcript', { id })
              return t('transcript.mailed', { address: to })
            })
          }
        >
          {t('transcript.mail')}
        </Button>
        {conversation.state === 'open' && conversation.channel === 'chat' && (
          <Button
            size="small"
            look="quiet"
            isPending={pending === 'leave'}
            onPress={() =>
              void run('leave', async () => {
                await call('POST /conversations/:id/leaving', { id })
                return t('leave.done')
              })
            }
          >
            {t('leave.title')}
          </Button>
        )}
      </div>
      <p role="status" className="text-sm text-soft empty:hidden">
        {said && <bdi>{said}</bdi>}
      </p>
    </div>
  )
}
