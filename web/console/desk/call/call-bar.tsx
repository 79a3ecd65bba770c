import type { Call } from '#contract/calls'
import type { Output } from '../../../kit/call.ts'
import { useQuery } from '@tanstack/react-query'
import Phone from 'lucide-react/icons/phone'
import { useLive } from '../../../kit/live.ts'
import { holdTalk, useTalk } from '../../../kit/talk/current-talk.ts'
import { openTalk } from '../../../kit/talk/talk.ts'
import { TalkPanel } from '../../../parts/talk/talk-panel.tsx'
import { Badge } from '../../../ui/badge.tsx'
import { Button } from '../../../ui/button.tsx'
import { useConsole } from '../../text.ts'
import { callsQuery } from '../data.ts'
import { duration, useNow } from '../lists/waited.tsx'
import { CallButtons } from './call-buttons.tsx'
import { WrapUp } from './wrap-up.tsx'

type Shown = Output<'GET /conversations/:id/calls'>['data'][number]

/** The call of a conversation: who is to be called or is on the phone, what I can do with it, and the note after it. */
export function CallBar({ conversationId }: { conversationId: string }) {
  const shown = useQuery(callsQuery(conversationId)).data?.data[0]
  useLive(shown && { topic: `call:${shown.request.id}`, version: shown.request.version })
  if (!shown) return null
  const last = shown.calls.at(-1)
  const isOver = ['done', 'given_up', 'canceled'].includes(shown.request.state)
  if (last?.allowed.includes('wrap_up')) return <WrapUp call={last} />
  return isOver ? null : <Bar shown={shown} last={last} />
}

function Bar({ shown, last }: { shown: Shown; last: Call | undefined }) {
  const { t, format } = useConsole()
  const running = last && last.state !== 'ended' ? last : undefined
  const words = useCallWords(shown, running)
  return (
    <section aria-label={t('callBar.title')} className="grid gap-2 border-t border-line bg-accent-wash px-4 py-3">
      <div className="flex flex-wrap items-center gap-x-3 gap-y-1">
        <Phone className="size-4.5 shrink-0 text-accent-ink" aria-hidden="true" />
        <p role="status" className="font-[560]">
          {words}
        </p>
        {shown.dial && (
          <a href={`tel:${shown.dial.number}`} className="link tabular text-lg font-[580]" dir="ltr">
            {shown.dial.shown}
          </a>
        )}
        {running?.answeredAt && <StopWatch since={running.answeredAt} />}
        {running?.simulated && <Badge tone="warn">{t('callBar.simulated')}</Badge>}
        {!running && shown.request.at && <Badge>{format.dayAndTime(shown.request.at)}</Badge>}
      </div>
      {running?.passing && (
        <p role="status" className="text-sm text-soft">
          {t(`pass.${running.passing.state}`, { name: running.passing.name })}
        </p>
      )}
      {last?.result === 'no_agent' && (
        <p className="text-sm text-warn">{t('callBar.no_agent', { name: last.staff.name })}</p>
      )}
      {shown.request.numberOnly && <p className="text-sm text-soft">{t('callBar.numberOnly')}</p>}
      {running?.machineHint && <p className="text-sm text-soft">{t('callBar.machine')}</p>}
      {running?.inBrowser && running.allowed.length > 0 && (
        <InBrowser call={running} conversationId={shown.request.conversationId} />
      )}
      {running && <CallButtons call={running} />}
    </section>
  )
}

/** My side of a call in the browser, or the way back into it. */
function InBrowser({ call, conversationId }: { call: Call; conversationId: string }) {
  const { t } = useConsole()
  const held = useTalk(call.id)
  if (held) return <TalkPanel talk={held.talk} state={held.state} other={t('callBar.them')} />
  if (call.state === 'placing') return null
  return (
    <Button
      size="small"
      look="primary"
      className="justify-self-start"
      onPress={() => holdTalk(openTalk({ callId: call.id, side: 'agent' }), conversationId)}
    >
      {t('talk.here')}
    </Button>
  )
}

const inBrowser = {
  placing: 'callBar.browserPlacing',
  agent: 'callBar.browserAgent',
  shopper: 'callBar.browserShopper',
} as const

const onHeadset = {
  placing: 'callBar.headsetFirst',
  agent: 'callBar.headsetFirst',
  shopper: 'callBar.shopper',
} as const

function useCallWords({ request }: Shown, running: Call | undefined): string {
  const { t, format } = useConsole()
  const { number } = request
  const isInBrowser = request.way === 'browser'
  if (!running && isInBrowser)
    return request.at ? t('callBar.browserAt', { time: format.dayAndTime(request.at) }) : t('callBar.browserWaits')
  if (!running)
    return request.at
      ? t('callBar.at', { number, time: format.dayAndTime(request.at) })
      : t('callBar.waits', { number })
  if (running.allowed.length === 0) return t('callBar.other', { name: running.staff.name })
  if (running.state === 'shopper' && running.byHand) return t('callBar.dial')
  if (running.state === 'ended') return ''
  if (isInBrowser && running.state !== 'talking' && running.state !== 'held') return t(inBrowser[running.state])
  if (running.inBrowser && running.state !== 'talking' && running.state !== 'held')
    return t(onHeadset[running.state], { number })
  return t(`callBar.${running.state}`, { number })
}

function StopWatch({ since }: { since: string }) {
  const { t, format } = useConsole()
  const now = useNow(1_000)
  return (
    <span className="tabular text-sm text-soft" role="timer">
      {duration(t, format.number, (now.getTime() - new Date(since).getTime()) / 1000)}
    </span>
  )
}
