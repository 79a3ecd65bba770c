import { useQuery } from '@tanstack/react-query'
import { useNavigate } from '@tanstack/react-router'
import PhoneIncoming from 'lucide-react/icons/phone-incoming'
import { useEffect, useState } from 'react'
import { call, type Output } from '../../../kit/call.ts'
import { playTone } from '../../../kit/chat/play-tone.ts'
import { holdTalk } from '../../../kit/talk/current-talk.ts'
import { openTalk } from '../../../kit/talk/talk.ts'
import { useAction } from '../../../kit/use-action.ts'
import { ActionTrouble } from '../../../parts/trouble.tsx'
import { Button } from '../../../ui/button.tsx'
import { useConsole } from '../../text.ts'
import { passedCallsQuery, workQuery } from '../data.ts'

type Passed = Output<'GET /passed-calls'>['data'][number]

const ringMs = 2_500

/** Calls that a colleague wants me to take over, wherever I am in the console; and the way to the one that I took. */
export function PassedCalls() {
  const passed = useQuery(passedCallsQuery).data?.data ?? []
  const held = useQuery(workQuery).data?.held
  const navigate = useNavigate()
  const [taken, setTaken] = useState<string>()
  // Its conversation is mine to see as soon as the call is.
  const isMine = taken !== undefined && held?.some(({ conversationId }) => conversationId === taken)
  useEffect(() => {
    if (!isMine) return
    void navigate({ to: '/desk', search: { c: taken } }).then(() => setTaken(undefined))
  }, [isMine, taken, navigate])
  const rings = passed.length > 0
  useEffect(() => {
    if (!rings) return
    playTone()
    const again = setInterval(playTone, ringMs)
    return () => clearInterval(again)
  }, [rings])
  return (
    <div role="status" className="fixed inset-x-4 top-16 z-30 grid justify-items-end gap-3 empty:hidden">
      {passed.map((one) => (
        <PassedCall key={one.callId} passed={one} onTaken={() => setTaken(one.conversationId)} />
      ))}
    </div>
  )
}

function PassedCall({ passed, onTaken }: { passed: Passed; onTaken: () => void }) {
  const { t } = useConsole()
  const { callId, conversationId, customerName, reference, from, inBrowser } = passed
  const decline = useAction((_: null) =>
    call('PUT /calls/:id/side', { id: callId, page: crypto.randomUUID(), state: 'decline' }),
  )
  const take = () => {
    holdTalk(openTalk({ callId, side: 'agent' }), conversationId)
    onTaken()
  }
  return (
    <section
      aria-label={t('callBar.title')}
      className="grid w-88 max-w-full gap-3 rounded-xl border border-accent bg-raised p-4 shadow-lift ring-1 ring-accent"
    >
      <div className="flex gap-3">
        <PhoneIncoming className="mt-0.5 size-5 shrink-0 text-accent-ink" aria-hidden="true" />
        <div className="min-w-0">
          <p className="font-[600]">{t('passed.title', { name: from.name })}</p>
          <p className="text-soft">
            {customerName && <bdi>{customerName}</bdi>} <bdi className="tabular">{reference}</bdi>
          </p>
          {!inBrowser && <p className="text-soft">{t('passed.phone')}</p>}
        </div>
      </div>
      {inBrowser && (
        <div className="flex flex-wrap gap-2">
          <Button size="small" look="primary" onPress={take}>
            {t('passed.take')}
          </Button>
          <Button size="small" isPending={decline.isPending} onPress={() => void decline.run(null)}>
            {t('passed.notNow')}
          </Button>
        </div>
      )}
      <ActionTrouble error={decline.error} />
    </section>
  )
}
