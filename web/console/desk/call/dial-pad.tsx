import { useState } from 'react'
import { call as send } from '../../../kit/call.ts'
import { useAction } from '../../../kit/use-action.ts'
import { ActionTrouble } from '../../../parts/trouble.tsx'
import { Button } from '../../../ui/button.tsx'
import { useConsole } from '../../text.ts'

const keys = ['1', '2', '3', '4', '5', '6', '7', '8', '9', '*', '0', '#']

/** Keys of a telephone for the other side, such as an extension; where the line can send them. */
export function DialPad({ callId }: { callId: string }) {
  const { t } = useConsole()
  const [pressed, setPressed] = useState('')
  const press = useAction((digits: string, options) => send('POST /calls/:id/keys', { id: callId, digits }, options))
  return (
    <fieldset className="grid w-fit gap-1.5">
      <legend className="sr-only">{t('callBar.keys')}</legend>
      <output className="tabular min-h-6 px-1 text-sm text-soft" dir="ltr">
        {pressed}
      </output>
      <div className="grid grid-cols-3 gap-1.5" dir="ltr">
        {keys.map((key) => (
          <Button
            key={key}
            size="small"
            onPress={() => {
              setPressed((before) => `${before}${key}`.slice(-20))
              void press.run(key)
            }}
          >
            {key}
          </Button>
        ))}
      </div>
      <ActionTrouble error={press.error} />
    </fieldset>
  )
}
