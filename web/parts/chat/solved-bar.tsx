import type { Conversation } from '#contract/conversations'
import CircleCheck from 'lucide-react/icons/circle-check'
import { useState } from 'react'
import { call } from '../../kit/call.ts'
import { Button } from '../../ui/button.tsx'
import { useChatText } from './text.ts'

/** Did that solve it? Either answer is one tap, and a no goes on right here. */
export function SolvedBar({ conversation, onChange }: { conversation: Conversation; onChange: () => void }) {
  const { t, format } = useChatText()
  const [said, setSaid] = useState<'yes' | 'no' | null>(null)
  const [isPending, setPending] = useState(false)
  const may = (action: Conversation['allowed'][number]['action']) =>
    conversation.allowed.some((allowed) => allowed.action === action)
  const run = async (answer: 'yes' | 'no', act: () => Promise<unknown>) => {
    setPending(true)
    await act().then(
      () => setSaid(answer),
      () => undefined,
    )
    setPending(false)
    onChange()
  }
  const { id } = conversation
  if (conversation.state === 'resolved')
    return (
      <div className="flex flex-wrap items-center gap-x-4 gap-y-2 border-t border-line bg-accent-wash px-4 py-3 text-[0.9375rem]">
        <CircleCheck className="size-5 shrink-0 text-accent-ink" aria-hidden="true" />
        <div className="min-w-0 flex-1 basis-48" role="status">
          <p className="font-[580]">{said === 'yes' ? t('solved.thanks') : t('solved.done')}</p>
          <p className="text-soft">
            {conversation.resumeUntil
              ? t('solved.until', { day: format.date(conversation.resumeUntil) })
              : t('solved.later')}
          </p>
        </div>
        {may('reopen') && (
          <Button
            size="small"
            isPending={isPending}
            onPress={() =>
              void run('no', async () => {
                const { survey } = await call('GET /conversations/:id/survey', { id }).catch(() => ({ survey: null }))
                if (survey) await call('POST /surveys/:id/answer', { id: survey.id, solved: false }).catch(() => null)
                await call('POST /conversations/:id/reopening', { id })
              })
            }
          >
            {t('solved.reopen')}
          </Button>
        )}
      </div>
    )
  if (said === 'no')
    return (
      <p role="status" className="border-t border-line px-4 py-2.5 text-sm text-soft">
        {t('solved.sorry')}
      </p>
    )
  if (!may('resolve') || !conversation.asksSolved) return null
  return (
    <div className="flex flex-wrap items-center gap-2 border-t border-line px-4 py-2 text-sm">
      <p className="me-auto text-soft">{t('solved.question')}</p>
      <Button
        size="small"
        isPending={isPending}
        onPress={() =>
          void run('yes', async () => {
            await call('POST /conversations/:id/resolution', { id })
            const { survey } = await call('GET /conversations/:id/survey', { id }).catch(() => ({ survey: null }))
            if (survey) await call('POST /surveys/:id/answer', { id: survey.id, solved: true }).catch(() => null)
          })
        }
      >
        {t('solved.yes')}
      </Button>
      <Button size="small" look="quiet" isDisabled={isPending} onPress={() => setSaid('no')}>
        {t('solved.no')}
      </Button>
    </div>
  )
}
