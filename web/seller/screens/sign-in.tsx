import { useQuery, useQueryClient } from '@tanstack/react-query'
import { useNavigate, useRouter, useSearch } from '@tanstack/react-router'
import { type FormEvent, useState } from 'react'
import { call, type Output } from '../../kit/call.ts'
import { useAction } from '../../kit/use-action.ts'
import { DemoPeople } from '../../parts/demonstration/demo-people.tsx'
import { ActionTrouble } from '../../parts/trouble.tsx'
import { Button } from '../../ui/button.tsx'
import { TextField } from '../../ui/text-field.tsx'
import { sellerMeQuery, storeQuery } from '../data.ts'
import { Narrow } from '../layout/narrow.tsx'
import { useSeller } from '../text.ts'
import { CodeForm } from './code-form.tsx'
import { EnrollFirst } from './enroll-first.tsx'

/** Password, then the code of the authenticator app for whoever has one; an owner enrolls one before anything else. */
export function SignIn() {
  const { t } = useSeller()
  const store = useQuery(storeQuery).data
  const [step, setStep] = useState<Output<'POST /seller/sign-in'>['next']>('done')
  const done = useSignedIn()
  const next = async (answer: Output<'POST /seller/sign-in'>) => {
    if (answer.next === 'done') await done()
    else setStep(answer.next)
  }
  if (step === 'enroll') return <EnrollFirst onDone={done} />
  if (step === 'second_factor')
    return (
      <Narrow title={t('signIn.codeTitle')} detail={t('signIn.codeDetail')}>
        <CodeForm
          give={(code, options) => call('POST /seller/second-factor', { code }, options)}
          onDone={done}
          button={t('signIn.title')}
        />
      </Narrow>
    )
  return (
    <Narrow title={t('signIn.title')} detail={t('signIn.detail')}>
      <PasswordForm onNext={next} />
      {store?.demonstration && (
        <div className="border-t border-line pt-4">
          <DemoPeople kind="seller" />
        </div>
      )}
    </Narrow>
  )
}

function PasswordForm({ onNext }: { onNext: (answer: Output<'POST /seller/sign-in'>) => Promise<void> }) {
  const { t } = useSeller()
  const [email, setEmail] = useState('')
  const [password, setPassword] = useState('')
  const enter = useAction(
    (input: { email: string; password: string }, options) => call('POST /seller/sign-in', input, options),
    onNext,
  )
  const submit = (event: FormEvent) => {
    event.preventDefault()
    void enter.run({ email, password })
  }
  return (
    <form noValidate onSubmit={submit} className="grid gap-4">
      <ActionTrouble error={enter.error} />
      <TextField
        label={t('signIn.email')}
        type="email"
        autoComplete="username"
        value={email}
        onChange={setEmail}
        isRequired
        autoFocus
      />
      <TextField
        label={t('signIn.password')}
        type="password"
        autoComplete="current-password"
        value={password}
        onChange={setPassword}
        isRequired
      />
      <Button type="submit" look="primary" size="large" wide isPending={enter.isPending}>
        {t('signIn.title')}
      </Button>
    </form>
  )
}

function useSignedIn() {
  const queries = useQueryClient()
  const navigate = useNavigate()
  const router = useRouter()
  const { then } = useSearch({ from: '/sign-in' })
  return async () => {
    queries.removeQueries({ predicate: (query) => query.queryKey[0] !== 'store' })
    await queries.fetchQuery(sellerMeQuery)
    if (then?.startsWith('/') && !then.startsWith('//'))
      router.history.push(then.startsWith('/seller') ? then : `/seller${then}`)
    else await navigate({ to: '/' })
  }
}
