import { useQuery, useQueryClient } from '@tanstack/react-query'
import { type FormEvent, useState } from 'react'
import { call } from '../../kit/call.ts'
import { useAction } from '../../kit/use-action.ts'
import { useTroubleWords } from '../../parts/trouble.tsx'
import { Button } from '../../ui/button.tsx'
import { Card } from '../../ui/card.tsx'
import { SkeletonRows } from '../../ui/skeleton.tsx'
import { TextField } from '../../ui/text-field.tsx'
import { useToast } from '../../ui/toasts.tsx'
import { useShopper } from '../text.ts'
import { useSignedIn } from '../use-signed-in.ts'
import { mailedLinkQuery } from './data.ts'
import { LinkOver } from './link-over.tsx'
import { SecondSignInStep } from './second-sign-in-step.tsx'
import { typedBefore } from './typed-before.ts'

/** A new password by the mailed link; afterwards one is signed in, and everywhere else signed out. */
export function ResetPassword() {
  const { t } = useShopper()
  const link = useQuery(mailedLinkQuery)
  const queries = useQueryClient()
  const toast = useToast()
  const signedIn = useSignedIn()
  const [step, setStep] = useState<'password' | 'authenticator'>('password')
  const done = async () => {
    queries.removeQueries({ queryKey: mailedLinkQuery.queryKey })
    toast(t('reset.done'))
    await signedIn()
  }
  if (step === 'authenticator')
    return (
      <Card className="mx-auto max-w-md p-6 sm:p-8">
        <SecondSignInStep step="authenticator" onDone={done} onBack={() => location.assign('/sign-in')} />
      </Card>
    )
  if (link.isPending) return <SkeletonRows rows={1} height="h-64" label={t('common.loading')} />
  if (link.data?.purpose !== 'password_reset') return <LinkOver />
  return (
    <NewPassword
      email={link.data.email}
      onDone={async (next) => {
        if (next === 'authenticator') setStep(next)
        else await done()
      }}
    />
  )
}

function NewPassword({ email, onDone }: { email: string; onDone: (next: 'done' | 'authenticator') => Promise<void> }) {
  const { t, rich } = useShopper()
  const words = useTroubleWords()
  const [password, setPassword] = useState(() => typedBefore('password'))
  const save = useAction(
    (value: string, options) => call('POST /password-reset', { password: value }, options),
    ({ next }) => onDone(next),
  )
  const submit = (event: FormEvent) => {
    event.preventDefault()
    void save.run(password)
  }
  if (save.error?.code === 'link_over') return <LinkOver />
  return (
    <Card className="mx-auto max-w-md p-6 sm:p-8">
      <form noValidate onSubmit={submit} className="grid gap-5">
        <div className="grid gap-1.5">
          <h1 className="text-2xl">{t('reset.title')}</h1>
          <p className="text-soft">{rich('reset.detail', { email: <bdi key="email">{email}</bdi> })}</p>
        </div>
        <TextField
          label={t('account.newPassword')}
          hint={t('account.passwordHint')}
          type="password"
          autoComplete="new-password"
          value={password}
          onChange={setPassword}
          isRequired
          autoFocus
          problem={save.error && words(save.error)}
        />
        <Button
          type="submit"
          look="primary"
          size="large"
          wide
          isPending={save.isPending}
          isDisabled={password.length === 0}
        >
          {t('reset.save')}
        </Button>
      </form>
    </Card>
  )
}
