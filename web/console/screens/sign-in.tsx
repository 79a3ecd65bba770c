import { useQuery, useQueryClient } from '@tanstack/react-query'
import { useNavigate, useRouter, useSearch } from '@tanstack/react-router'
import { type FormEvent, useState } from 'react'
import { call, type Output } from '../../kit/call.ts'
import { useAction } from '../../kit/use-action.ts'
import { DemoPeople } from '../../parts/demonstration/demo-people.tsx'
import { ActionTrouble, useTroubleWords } from '../../parts/trouble.tsx'
import { Button } from '../../ui/button.tsx'
import { CodeField } from '../../ui/code-field.tsx'
import { CopyText } from '../../ui/copy-text.tsx'
import { Disclosure } from '../../ui/disclosure.tsx'
import { TextField } from '../../ui/text-field.tsx'
import { staffMeQuery, storeQuery } from '../data.ts'
import { signInOptionsQuery } from '../logins/data.ts'
import { SingleSignOn } from '../logins/single-sign-on.tsx'
import { useLogins } from '../logins/text.ts'
import { useConsole } from '../text.ts'
import { Narrow } from './narrow.tsx'

type Step = 'password' | 'second_factor' | { enrollment: Output<'POST /staff/second-factor/enrollment'> }

/** Password, then the code of the authenticator app; who has none yet enrolls one on the way. */
export function SignIn() {
  const { t } = useConsole()
  const { t: logins } = useLogins()
  const store = useQuery(storeQuery).data
  const { step: wanted, trouble, then } = useSearch({ from: '/sign-in' })
  const staff = useQuery(signInOptionsQuery).data?.staff
  const [step, setStep] = useState<Step>(wanted === 'second_factor' ? wanted : 'password')
  const done = useSignedIn()
  const enroll = useAction(
    (_: null, options) => call('POST /staff/second-factor/enrollment', {}, options),
    (enrollment) => setStep({ enrollment }),
  )
  const next = async ({ next: to }: Output<'POST /staff/sign-in'>) => {
    if (to === 'done') await done()
    else if (to === 'enroll') await enroll.run(null)
    else setStep('second_factor')
  }
  if (step === 'password' && wanted === 'enroll')
    return (
      <Narrow title={t('signIn.enrollTitle')} detail={t('signIn.enrollDetail')}>
        <ActionTrouble error={enroll.error} />
        <Button look="primary" size="large" wide isPending={enroll.isPending} onPress={() => void enroll.run(null)}>
          {t('signIn.next')}
        </Button>
      </Narrow>
    )
  if (step === 'password')
    return (
      <Narrow title={t('signIn.title')} detail={staff?.singleSignOn ? null : t('signIn.detail')}>
        {staff?.singleSignOn && <SingleSignOn label={staff.singleSignOn} then={then} trouble={trouble} />}
        {staff?.singleSignOn && staff.passwords && (
          <p className="flex items-center gap-3 text-sm text-soft before:h-px before:flex-1 before:bg-line after:h-px after:flex-1 after:bg-line">
            {logins('signIn.or')}
          </p>
        )}
        {staff?.passwords === false ? (
          <div className="overflow-hidden rounded-lg border border-line">
            <Disclosure title={logins('signIn.emergency')}>
              <PasswordStep onNext={next} isBeside />
            </Disclosure>
          </div>
        ) : (
          <PasswordStep onNext={next} isBeside={Boolean(staff?.singleSignOn)} />
        )}
        <ActionTrouble error={enroll.error} />
        {store?.demonstration && (
          <div className="border-t border-line pt-4">
            <DemoPeople kind="staff" />
          </div>
        )}
      </Narrow>
    )
  if (step === 'second_factor')
    return (
      <Narrow title={t('signIn.codeTitle')} detail={t('signIn.codeDetail')}>
        <CodeStep onDone={done} />
      </Narrow>
    )
  return (
    <Narrow title={t('signIn.enrollTitle')} detail={t('signIn.enrollDetail')}>
      <Enrollment enrollment={step.enrollment} />
      <CodeStep onDone={done} />
    </Narrow>
  )
}

/** @param isBeside another way in stands first */
function PasswordStep({
  onNext,
  isBeside,
}: {
  onNext: (answer: Output<'POST /staff/sign-in'>) => Promise<void>
  isBeside: boolean
}) {
  const { t } = useConsole()
  const [email, setEmail] = useState('')
  const [password, setPassword] = useState('')
  const enter = useAction(
    (input: { email: string; password: string }, options) => call('POST /staff/sign-in', input, options),
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
        autoFocus={!isBeside}
      />
      <TextField
        label={t('signIn.password')}
        type="password"
        autoComplete="current-password"
        value={password}
        onChange={setPassword}
        isRequired
      />
      <Button type="submit" look={isBeside ? 'secondary' : 'primary'} size="large" wide isPending={enter.isPending}>
        {t('signIn.next')}
      </Button>
    </form>
  )
}

function CodeStep({ onDone }: { onDone: () => Promise<void> }) {
  const { t } = useConsole()
  const words = useTroubleWords()
  const [code, setCode] = useState('')
  const enter = useAction(
    (value: string, options) => call('POST /staff/second-factor', { code: value }, options),
    onDone,
  )
  const submit = (event: FormEvent) => {
    event.preventDefault()
    void enter.run(code)
  }
  return (
    <form noValidate onSubmit={submit} className="grid gap-4">
      <CodeField
        label={t('signIn.code')}
        value={code}
        onChange={setCode}
        onComplete={(value) => void enter.run(value)}
        problem={enter.error && words(enter.error)}
        autoFocus
      />
      <Button type="submit" look="primary" size="large" wide isPending={enter.isPending} isDisabled={code.length < 6}>
        {t('signIn.title')}
      </Button>
    </form>
  )
}

/** The secret as a picture for the app's camera and as text for everybody else. */
function Enrollment({ enrollment }: { enrollment: Output<'POST /staff/second-factor/enrollment'> }) {
  const { t } = useConsole()
  return (
    <div className="grid justify-items-center gap-3">
      <img
        src={`data:image/svg+xml;utf8,${encodeURIComponent(enrollment.qrSvg)}`}
        alt={t('signIn.qr')}
        width="192"
        height="192"
        className="rounded-lg border border-line bg-[#fff] p-2"
      />
      <p className="text-sm text-soft">{t('signIn.secret')}</p>
      <p className="font-mono text-sm">
        <CopyText text={enrollment.secret} label={t('common.copy')} />
      </p>
    </div>
  )
}

function useSignedIn() {
  const queries = useQueryClient()
  const navigate = useNavigate()
  const router = useRouter()
  const { then } = useSearch({ from: '/sign-in' })
  return async () => {
    queries.removeQueries({ predicate: (query) => query.queryKey[0] !== 'store' })
    await queries.fetchQuery(staffMeQuery)
    if (then?.startsWith('/') && !then.startsWith('//'))
      router.history.push(then.startsWith('/console') ? then : `/console${then}`)
    else await navigate({ to: '/desk', search: {} })
  }
}
