import { useQuery } from '@tanstack/react-query'
import { Link, useLocation } from '@tanstack/react-router'
import { useEffect } from 'react'
import { useLive } from '../../../kit/live.ts'
import { holdTalk, useTalk } from '../../../kit/talk/current-talk.ts'
import { openTalk, wasIn } from '../../../kit/talk/talk.ts'
import { TalkPanel } from '../../../parts/talk/talk-panel.tsx'
import { buttonClass } from '../../../ui/button-looks.ts'
import { useConsole } from '../../text.ts'
import { callsQuery, workQuery } from '../data.ts'

/**
 * My call in the browser, wherever I am in the console: the microphone is connected as soon as I have taken the call, and another page
 * or conversation does not end it.
 */
export function DeskTalk() {
  const { t } = useConsole()
  const contact = useQuery(workQuery).data?.held.find(({ channel }) => channel === 'call')
  const conversationId = contact?.conversationId ?? ''
  const shown = useQuery({ ...callsQuery(conversationId), enabled: contact !== undefined }).data?.data[0]
  useLive(shown && { topic: `call:${shown.request.id}`, version: shown.request.version })
  const last = shown?.calls.at(-1)
  const running = last?.inBrowser && last.state !== 'ended' && last.allowed.length > 0 ? last : undefined
  const held = useTalk(running?.id)
  const talk = held?.talk
  const state = running?.state
  useEffect(() => {
    if (!running || talk) return
    // Of several windows, the one that is looked at takes it.
    const begins = state === 'agent' && document.visibilityState === 'visible'
    if (begins || wasIn(running.id)) holdTalk(openTalk({ callId: running.id, side: 'agent' }), conversationId)
  }, [running, talk, state, conversationId])
  useEffect(() => talk?.hold(state === 'held'), [talk, state])
  const isInView = useLocation({
    select: ({ pathname, search }) => pathname === '/desk' && (search as { c?: string }).c === conversationId,
  })
  if (!held || isInView || held.state.phase === 'over') return null
  const name = contact?.customerName ?? ''
  return (
    <section
      aria-label={t('callBar.title')}
      className="fixed end-4 bottom-4 z-30 grid w-88 max-w-[calc(100vw-2rem)] gap-3 rounded-xl border border-line bg-raised p-4 shadow-lift"
    >
      <p className="font-[560]">{t('callBar.speakingWith', { name })}</p>
      <TalkPanel talk={held.talk} state={held.state} other={name}>
        <Link to="/desk" search={{ c: conversationId }} className={buttonClass({ size: 'small', look: 'primary' })}>
          {t('callBar.open')}
        </Link>
      </TalkPanel>
    </section>
  )
}
