import type { Call } from '#contract/calls'
import { useState } from 'react'
import { call as send, type Input } from '../../../kit/call.ts'
import { useAction } from '../../../kit/use-action.ts'
import { ActionTrouble } from '../../../parts/trouble.tsx'
import { Button } from '../../../ui/button.tsx'
import { useConsole } from '../../text.ts'
import { DialPad } from './dial-pad.tsx'
import { PassPicker } from './pass-picker.tsx'

type Result = Input<'POST /calls/:id/result'>['result']

const results = ['no_answer', 'busy', 'voicemail', 'rejected', 'invalid'] as const satisfies readonly Result[]

/** What I can do with the call that I have: as far as the line says it itself, no more than holding it and hanging up. */
export function CallButtons({ call }: { call: Call }) {
  const { t } = useConsole()
  const { id, allowed } = call
  const report = useAction((result: Result, options) => send('POST /calls/:id/result', { id, result }, options))
  const hold = useAction((_: null, options) => send('POST /calls/:id/hold', { id }, options))
  const resume = useAction((_: null, options) => send('POST /calls/:id/resumption', { id }, options))
  const hangUp = useAction((_: null, options) => send('POST /calls/:id/hang-up', { id }, options))
  const isSpeaking = call.answeredAt !== null
  const [hasPad, setHasPad] = useState(false)
  const [isPassing, setPassing] = useState(false)
  const saysResult = allowed.includes('report') && !isSpeaking
  return (
    <>
      <div className="flex flex-wrap gap-2">
        {saysResult && (
          <Button size="small" look="primary" isPending={report.isPending} onPress={() => void report.run('connected')}>
            {t('callBar.connected')}
          </Button>
        )}
        {saysResult &&
          results.map((result) => (
            <Button key={result} size="small" isDisabled={report.isPending} onPress={() => void report.run(result)}>
              {t(`callBar.${result}`)}
            </Button>
          ))}
        {allowed.includes('hold') && (
          <Button size="small" isPending={hold.isPending} onPress={() => void hold.run(null)}>
            {t('callBar.hold')}
          </Button>
        )}
        {allowed.includes('resume') && (
          <Button size="small" isPending={resume.isPending} onPress={() => void resume.run(null)}>
            {t('callBar.resume')}
          </Button>
        )}
        {allowed.includes('keys') && (
          <Button size="small" aria-expanded={hasPad} onPress={() => setHasPad(!hasPad)}>
            {t('callBar.keys')}
          </Button>
        )}
        {allowed.includes('transfer') && (
          <Button size="small" aria-haspopup="dialog" onPress={() => setPassing(true)}>
            {t('callBar.transfer')}
          </Button>
        )}
        {allowed.includes('hang_up') && (
          <Button
            size="small"
            look={isSpeaking ? 'primary' : 'quiet'}
            isPending={hangUp.isPending}
            onPress={() => void hangUp.run(null)}
          >
            {t(isSpeaking ? 'callBar.end' : 'callBar.giveBack')}
          </Button>
        )}
      </div>
      {isPassing && allowed.includes('transfer') && <PassPicker callId={id} onClose={() => setPassing(false)} />}
      {hasPad && allowed.includes('keys') && <DialPad callId={id} />}
      <ActionTrouble error={report.error ?? hold.error ?? resume.error ?? hangUp.error} />
    </>
  )
}
