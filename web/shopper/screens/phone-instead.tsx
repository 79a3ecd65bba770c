import type { CallRequest } from '#contract/calls'
import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { call, CallError } from '../../kit/call.ts'
import { useAction } from '../../kit/use-action.ts'
import { ActionTrouble, useTroubleWords } from '../../parts/trouble.tsx'
import { Button } from '../../ui/button.tsx'
import { callOptionsQuery } from '../data.ts'
import { useShopper } from '../text.ts'
import { PhoneNumberField } from './phone-number-field.tsx'

/** The browser did not do, or is not wanted: the telephone instead. */
export function PhoneInstead({ shown }: { shown: CallRequest }) {
  const { t } = useShopper()
  const words = useTroubleWords()
  const options = useQuery(callOptionsQuery({ conversation: shown.conversationId }))
  const [number, setNumber] = useState('')
  const phone = useAction((input: { number?: string }, more) =>
    call('POST /call-requests/:id/phone', { id: shown.id, ...input }, more),
  )
  const isNumberWrong = phone.error instanceof CallError && phone.error.param === 'number'
  const onFile = isNumberWrong ? null : options.data?.number
  return (
    <div className="grid justify-items-start gap-3">
      {onFile ? (
        <p>
          {t('call.on')} <bdi className="font-[580]">{onFile}</bdi>
        </p>
      ) : (
        <PhoneNumberField
          value={number}
          onChange={setNumber}
          problem={isNumberWrong ? words(phone.error) : undefined}
        />
      )}
      {!isNumberWrong && <ActionTrouble error={phone.error} />}
      <Button
        look="primary"
        isDisabled={!options.data || (!onFile && !number.trim())}
        isPending={phone.isPending}
        onPress={() => void phone.run(onFile ? {} : { number })}
      >
        {t('call.phoneMe')}
      </Button>
    </div>
  )
}
