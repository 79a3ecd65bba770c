import { useQuery } from '@tanstack/react-query'
import Drama from 'lucide-react/icons/drama'
import { useEffect, useEffectEvent, useRef, useState } from 'react'
import { call } from '../../../kit/call.ts'
import { useAction } from '../../../kit/use-action.ts'
import { ActionTrouble } from '../../../parts/trouble.tsx'
import { Menu } from '../../../ui/menu.tsx'
import { useToast } from '../../../ui/toasts.tsx'
import { TriggerButton } from '../../../ui/trigger-button.tsx'
import { storeQuery } from '../../data.ts'
import { useConsole } from '../../text.ts'
import { answerAs, openAs } from './play-shopper.ts'
import { type Script, scripts } from './scripts.ts'

const lookMs = 3_000
/** Nobody answers the moment they are answered. */
const answerMs = 2_500

/** Only in the demonstration store: a shopper writes, and answers what is answered, so that the desk can be tried alone. */
export function PracticeBar() {
  const isDemonstration = useQuery(storeQuery).data?.demonstration
  return isDemonstration ? <Practice /> : null
}

function Practice() {
  const { t, has } = useConsole()
  const toast = useToast()
  const [playing, setPlaying] = useState<{ script: Script; conversation: string; next: number } | null>(null)
  const line = (script: Script, number: number) => {
    const key = `practice.${script.id}.${number}`
    return has(key) ? t(key) : ''
  }
  const begin = useAction(async (script: Script) => {
    const conversation = await openAs(script, line(script, 1))
    setPlaying({ script, conversation, next: 2 })
    toast(t('practice.begun'))
  })
  const thread = useQuery({
    queryKey: ['practice', playing?.conversation],
    queryFn: ({ signal }) =>
      call('GET /conversations/:id/messages', { id: playing?.conversation ?? '', limit: 10 }, { signal }),
    enabled: playing !== null,
    refetchInterval: lookMs,
  })
  const last = thread.data?.data.findLast((message) => message.kind === 'message' && !message.retracted)
  const isTheirTurn = last?.author.kind === 'staff'
  const isAnswering = useRef(false)
  const answer = useEffectEvent(async () => {
    if (!playing || isAnswering.current) return
    const { script, conversation, next } = playing
    if (next > script.lines) return setPlaying(null)
    isAnswering.current = true
    try {
      await answerAs(script, conversation, line(script, next))
      setPlaying({ script, conversation, next: next + 1 })
    } catch {
      // The shopper keeps quiet; the agent loses nothing.
      setPlaying(null)
    } finally {
      isAnswering.current = false
    }
  })
  useEffect(() => {
    if (!isTheirTurn) return
    const timer = setTimeout(() => void answer(), answerMs)
    return () => clearTimeout(timer)
  }, [isTheirTurn, last?.id])
  return (
    <div className="border-t border-line p-3 text-sm">
      <Menu
        label={t('practice.title')}
        choices={scripts.map((script) => ({
          id: script.id,
          label: t(`practice.${script.id}`),
          detail: t('practice.about', { order: script.order }),
          onAction: () => void begin.run(script),
        }))}
      >
        <TriggerButton size="small" className="w-full" isPending={begin.isPending}>
          <Drama className="size-4" aria-hidden="true" />
          {t('practice.title')}
        </TriggerButton>
      </Menu>
      <ActionTrouble error={begin.error} />
    </div>
  )
}
