import { useState } from 'react'
import { call } from '../../kit/call.ts'
import { useAction } from '../../kit/use-action.ts'
import { ActionTrouble, useTroubleWords } from '../../parts/trouble.tsx'
import { Button } from '../../ui/button.tsx'
import { CodeField } from '../../ui/code-field.tsx'
import { TextField } from '../../ui/text-field.tsx'
import type { Choices } from './data.ts'
import { useShopper } from '../text.ts'

type Sms = Choices['sms']

/** A number for texts: proved by a code that goes there, and forgotten by one tap. */
export function Texts({
  sms,
  hasChosen,
  onChange,
}: {
  sms: Sms
  hasChosen: boolean
  onChange: (choices: Choices) => void
}) {
  const { t } = useShopper()
  const [isOther, setOther] = useState(false)
  const forget = useAction((_: null) => call('DELETE /me/text-number', {}), onChange)
  if (!sms.available) return null
  const number = sms.number ?? ''
  const asks = sms.state === 'none' || isOther
  return (
    <section className="mt-4 border-t border-line pt-4">
      <h3 className="text-base">{t('told.smsTitle')}</h3>
      <p className="text-sm text-soft">{t('told.smsDetail')}</p>
      {asks && (
        <GiveNumber
          onChange={(choices) => {
            setOther(false)
            onChange(choices)
          }}
        />
      )}
      {!asks && sms.state === 'code_sent' && <ConfirmNumber number={number} onChange={onChange} />}
      {!asks && sms.state === 'on' && (
        <p className="mt-2">
          {t('told.smsOn', { number })}
          {!hasChosen && <span className="block text-sm text-soft">{t('told.smsNone')}</span>}
        </p>
      )}
      {!asks && sms.state === 'stopped' && <p className="mt-2">{t('told.smsStopped', { number })}</p>}
      {!asks && (
        <div className="mt-2 flex flex-wrap gap-2">
          <Button look="quiet" onPress={() => setOther(true)}>
            {t('told.otherNumber')}
          </Button>
          <Button look="quiet" isPending={forget.isPending} onPress={() => void forget.run(null)}>
            {t('told.forget')}
          </Button>
        </div>
      )}
      <ActionTrouble error={forget.error} />
    </section>
  )
}

function GiveNumber({ onChange }: { onChange: (choices: Choices) => void }) {
  const { t } = useShopper()
  const words = useTroubleWords()
  const [phone, setPhone] = useState('')
  const give = useAction((number: string) => call('POST /me/text-number', { phone: number }), onChange)
  const isWrong = give.error?.param === 'phone'
  return (
    <form
      noValidate
      className="mt-3 grid items-end gap-3 sm:grid-cols-[1fr_auto]"
      onSubmit={(event) => {
        event.preventDefault()
        void give.run(phone)
      }}
    >
      <TextField
        label={t('told.number')}
        value={phone}
        onChange={setPhone}
        type="tel"
        autoComplete="tel"
        problem={isWrong && words(give.error)}
      />
      <Button type="submit" isDisabled={phone.trim() === ''} isPending={give.isPending}>
        {t('told.sendCode')}
      </Button>
      <div className="sm:col-span-2">
        <ActionTrouble error={isWrong ? null : give.error} />
      </div>
    </form>
  )
}

function ConfirmNumber({ number, onChange }: { number: string; onChange: (choices: Choices) => void }) {
  const { t } = useShopper()
  const words = useTroubleWords()
  const [code, setCode] = useState('')
  const confirm = useAction((given: string) => call('POST /me/text-number/confirmation', { code: given }), onChange)
  return (
    <div className="mt-3 max-w-sm">
      <CodeField
        label={t('told.code', { number })}
        value={code}
        onChange={setCode}
        onComplete={(whole) => void confirm.run(whole)}
        problem={confirm.error && words(confirm.error)}
      />
    </div>
  )
}
