import type { CallRequest } from '#contract/calls'
import Phone from 'lucide-react/icons/phone'
import PhoneOff from 'lucide-react/icons/phone-off'
import { useEffect } from 'react'
import { call } from '../../kit/call.ts'
import { playTone } from '../../kit/chat/play-tone.ts'
import { holdTalk, useTalk } from '../../kit/talk/current-talk.ts'
import { openTalk, wasIn } from '../../kit/talk/talk.ts'
import { useAction } from '../../kit/use-action.ts'
import { TalkPanel } from '../../parts/talk/talk-panel.tsx'
import { Button } from '../../ui/button.tsx'
import { useShopper } from '../text.ts'

const ringMs = 2_500

/** A call in the browser: it rings, is answered and spoken, on this page. */
export function TalkHere({
  requestId,
  talk,
  name,
}: {
  requestId: string
  talk: NonNullable<CallRequest['talk']>
  name: string
}) {
  const { t } = useShopper()
  const { callId, state } = talk
  const held = useTalk(callId)
  const answer = () => holdTalk(openTalk({ callId, side: 'shopper' }), requestId)
  const decline = useAction((_: null) =>
    call('PUT /calls/:id/side', { id: callId, page: crypto.randomUUID(), state: 'decline' }),
  )
  const mine = held?.talk
  useEffect(() => {
    if (!mine && wasIn(callId)) holdTalk(openTalk({ callId, side: 'shopper' }), requestId)
  }, [mine, callId, requestId])
  useEffect(() => mine?.hold(state === 'held'), [mine, state])
  const rings = state === 'shopper' && !held
  useRing(rings)
  if (held)
    return (
      <TalkPanel talk={held.talk} state={held.state} other={name}>
        {held.state.phase === 'silent' ? (
          <Button size="small" isPending={decline.isPending} onPress={() => void decline.run(null)}>
            {t('call.notNow')}
          </Button>
        ) : (
          <Button
            size="small"
            icon={<PhoneOff className="size-4" aria-hidden="true" />}
            onPress={() => held.talk.leave()}
          >
            {t('call.hangUp')}
          </Button>
        )}
      </TalkPanel>
    )
  if (state === 'talking' || state === 'held')
    return (
      <Button look="primary" className="justify-self-start" onPress={answer}>
        {t('call.rejoin')}
      </Button>
    )
  if (!rings) return null
  return (
    <div className="flex flex-wrap gap-3">
      <Button look="primary" size="large" icon={<Phone className="size-5" aria-hidden="true" />} onPress={answer}>
        {t('call.answer')}
      </Button>
      <Button size="large" isPending={decline.isPending} onPress={() => void decline.run(null)}>
        {t('call.notNow')}
      </Button>
    </div>
  )
}

/** Heard where the browser allows it, and seen in the title of the tab. */
function useRing(rings: boolean) {
  useEffect(() => {
    if (!rings) return
    playTone()
    const again = setInterval(playTone, ringMs)
    const { title } = document
    document.title = `☎ ${title}`
    return () => {
      clearInterval(again)
      document.title = title
    }
  }, [rings])
}
