import type { Me } from '#contract/customers'
import { useQuery } from '@tanstack/react-query'
import { useNavigate } from '@tanstack/react-router'
import { type FormEvent, useState } from 'react'
import { call } from '../../kit/call.ts'
import { useAction } from '../../kit/use-action.ts'
import { ActionTrouble, useTroubleWords } from '../../parts/trouble.tsx'
import { Button } from '../../ui/button.tsx'
import { Card } from '../../ui/card.tsx'
import { CodeField } from '../../ui/code-field.tsx'
import { TextField } from '../../ui/text-field.tsx'
import { useToast } from '../../ui/toasts.tsx'
import { useShopper } from '../text.ts'
import { securityQuery } from './data.ts'
import { PartFrame } from './part-frame.tsx'
import { ProofGate } from './proof-gate.tsx'

/** Another e-mail address: proved by a code before it counts. */
export function EmailPart({ me }: { me: Me }) {
  const { t } = useShopper()
  const security = useQuery(securityQuery)
  return (
    <PartFrame
      title={t('security.email')}
      detail={security.data && t('email.detail', { hours: security.data.undoHours })}
    >
      <ProofGate>{() => <Change me={me} />}</ProofGate>
    </PartFrame>
  )
}

function Change({ me }: { me: Me }) {
  const { t, rich } = useShopper()
  const words = useTroubleWords()
  const toast = useToast()
  const navigate = useNavigate()
  const [email, setEmail] = useState('')
  const [change, setChange] = useState<string | null>(null)
  const [code, setCode] = useState('')
  const begin = useAction(
    (to: string, options) => call('POST /me/email', { email: to }, options),
    (answer) => setChange(answer.change),
  )
  const confirm = useAction(
    (value: string, options) => call('POST /me/email/confirmation', { change: change ?? '', code: value }, options),
    async () => {
      toast(t('email.done', { email }))
      await navigate({ to: '/account/security' })
    },
  )
  const submit = (event: FormEvent) => {
    event.preventDefault()
    void (change ? confirm.run(code) : begin.run(email.trim()))
  }
  const isEmailWrong = begin.error?.type === 'invalid_request'
  const shown = (address: string) => (
    <b key="email" className="break-all text-ink">
      <bdi>{address}</bdi>
    </b>
  )
  return (
    <Card className="p-5 sm:p-6">
      <form noValidate onSubmit={submit} className="grid gap-4">
        <p className="text-soft">
          {change ? rich('email.sent', { email: shown(email) }) : rich('email.now', { email: shown(me.email ?? '') })}
        </p>
        <ActionTrouble error={(isEmailWrong ? null : begin.error) ?? null} />
        {change ? (
          <CodeField
            label={t('signIn.code')}
            value={code}
            onChange={setCode}
            problem={confirm.error && words(confirm.error)}
            autoFocus
          />
        ) : (
          <TextField
            label={t('email.new')}
            type="email"
            autoComplete="email"
            value={email}
            onChange={setEmail}
            isRequired
            problem={isEmailWrong ? t('signIn.emailWrong') : null}
          />
        )}
        <Button
          type="submit"
          look="primary"
          isPending={begin.isPending || confirm.isPending}
          isDisabled={change ? code.length < 6 : email.trim() === ''}
        >
          {change ? t('email.change') : t('signIn.sendCode')}
        </Button>
      </form>
    </Card>
  )
}
