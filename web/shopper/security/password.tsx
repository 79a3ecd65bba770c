import type { Me } from '#contract/customers'
import { useNavigate } from '@tanstack/react-router'
import { type FormEvent, useState } from 'react'
import { call, type Input } from '../../kit/call.ts'
import { useAction } from '../../kit/use-action.ts'
import { ActionTrouble, useTroubleWords } from '../../parts/trouble.tsx'
import { Button } from '../../ui/button.tsx'
import { Card } from '../../ui/card.tsx'
import { TextField } from '../../ui/text-field.tsx'
import { useToast } from '../../ui/toasts.tsx'
import { useShopper } from '../text.ts'
import { PartFrame } from './part-frame.tsx'
import { ProofGate } from './proof-gate.tsx'

/** A password for those who want one; the other devices are signed out. */
export function PasswordPart({ me }: { me: Me }) {
  const { t } = useShopper()
  return (
    <PartFrame title={t(me.hasPassword ? 'password.change' : 'password.set')} detail={t('password.detail')}>
      {me.hasPassword ? <Form me={me} /> : <ProofGate>{() => <Form me={me} />}</ProofGate>}
    </PartFrame>
  )
}

function Form({ me }: { me: Me }) {
  const { t } = useShopper()
  const words = useTroubleWords()
  const navigate = useNavigate()
  const [current, setCurrent] = useState('')
  const [password, setPassword] = useState('')
  const toast = useToast()
  const save = useAction(
    (input: Input<'PUT /me/password'>) => call('PUT /me/password', input),
    async () => {
      toast(t('account.passwordSaved'))
      await navigate({ to: '/account/security' })
    },
  )
  const submit = (event: FormEvent) => {
    event.preventDefault()
    void save.run({ password, ...(current ? { current } : {}) })
  }
  const isCurrentWrong = save.error?.code === 'password_wrong'
  const isNewWrong = save.error?.code.startsWith('password_') && !isCurrentWrong
  return (
    <Card className="p-5 sm:p-6">
      <form noValidate onSubmit={submit} className="grid gap-4">
        <input type="text" name="username" autoComplete="username" value={me.email ?? ''} hidden readOnly />
        <ActionTrouble error={isCurrentWrong || isNewWrong ? null : save.error} />
        {me.hasPassword && (
          <TextField
            label={t('account.currentPassword')}
            type="password"
            autoComplete="current-password"
            value={current}
            onChange={setCurrent}
            isRequired
            problem={isCurrentWrong && save.error ? words(save.error) : null}
          />
        )}
        <TextField
          label={t('account.newPassword')}
          hint={t('account.passwordHint')}
          type="password"
          autoComplete="new-password"
          value={password}
          onChange={setPassword}
          isRequired
          problem={isNewWrong && save.error ? words(save.error) : null}
        />
        <Button type="submit" look="primary" isPending={save.isPending} isDisabled={password.length === 0}>
          {t('common.save')}
        </Button>
      </form>
    </Card>
  )
}
