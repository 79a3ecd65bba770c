import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import ArrowLeft from 'lucide-react/icons/arrow-left'
import { type FormEvent, lazy, type ReactNode, Suspense, useRef, useState } from 'react'
import { CallError, call } from '../../kit/call.ts'
import { useAction } from '../../kit/use-action.ts'
import { ActionTrouble, useTroubleWords } from '../../parts/trouble.tsx'
import { Button } from '../../ui/button.tsx'
import { Card } from '../../ui/card.tsx'
import { CodeField } from '../../ui/code-field.tsx'
import { TextField } from '../../ui/text-field.tsx'
import { storeQuery } from '../data.ts'
import { PasskeySignIn } from '../security/passkey-sign-in.tsx'
import { SecondSignInStep } from '../security/second-sign-in-step.tsx'
import { typedBefore } from '../security/typed-before.ts'
import { useShopper } from '../text.ts'
import { useSignedIn } from '../use-signed-in.ts'
import { useTitle } from '../use-title.ts'

const DemoPeople = lazy(() =>
  import('../../parts/demonstration/demo-people.tsx').then((file) => ({ default: file.DemoPeople })),
)

type Step = 'email' | 'code' | 'password' | 'authenticator' | 'mailed_code'

/**
 * E-mail first, then the one-time code that was just sent; a password only for those who like one, a passkey for those who have one.
 * A second step where the account asks for it.
 */
export function SignIn() {
  const { t, locale } = useShopper()
  const store = useQuery(storeQuery).data
  const [step, setStep] = useState<Step>('email')
  const [email, setEmail] = useState(() => typedBefore('email'))
  const done = useSignedIn()
  const send = useAction(
    (to: string, options) => call('POST /sign-in/codes', { email: to }, options),
    () => setStep('code'),
  )
  return (
    <div
      className="mx-auto grid max-w-4xl gap-8 md:grid-cols-[minmax(0,1fr)_minmax(0,1fr)] md:items-start md:gap-12 data-plain:max-w-md data-plain:md:grid-cols-1"
      data-plain={store?.demonstration ? undefined : ''}
    >
      <Card className="grid gap-5 p-6 sm:p-8">
        {step === 'email' && (
          <EmailStep email={email} onEmail={setEmail} send={send} onPassword={() => setStep('password')} />
        )}
        {step === 'code' && (
          <CodeStep
            email={email}
            onBack={() => setStep('email')}
            onStep={setStep}
            onResend={() => void send.run(email)}
            isSending={send.isPending}
          />
        )}
        {step === 'password' && (
          <PasswordStep email={email} onEmail={setEmail} onBack={() => setStep('email')} onStep={setStep} />
        )}
        {(step === 'authenticator' || step === 'mailed_code') && (
          <SecondSignInStep step={step} onDone={done} onBack={() => setStep('email')} />
        )}
        {step === 'email' && <PasskeySignIn onDone={done} />}
        <p className="border-t border-line pt-4 text-[0.9375rem] text-soft">
          {t('signIn.noAccount')}{' '}
          <Link to="/find-order" className="link">
            {t('guest.link')}
          </Link>
        </p>
        <p className="-mt-3 flex flex-wrap gap-x-6 text-[0.9375rem]">
          <Link to="/forgot-password" className="link inline-flex min-h-11 items-center">
            {t('signIn.forgot')}
          </Link>
          <a
            href={`/help/${locale}/search?q=${encodeURIComponent(t('signIn.helpQuery'))}`}
            className="link inline-flex min-h-11 items-center"
          >
            {t('signIn.help')}
          </a>
        </p>
      </Card>
      {store?.demonstration && (
        <section aria-labelledby="be-somebody" className="grid gap-4">
          <div>
            <h2 id="be-somebody" className="text-xl">
              {t('demo.welcome')}
            </h2>
            <p className="text-soft">{t('demo.welcomeDetail')}</p>
          </div>
          <Suspense>
            <DemoPeople />
          </Suspense>
          <p>
            <a href="/demo/shop" className="link inline-flex min-h-11 items-center">
              {t('demo.shop')}
            </a>
          </p>
        </section>
      )}
    </div>
  )
}

type Send = ReturnType<typeof useAction<string, unknown>>

function EmailStep({
  email,
  onEmail,
  send,
  onPassword,
}: {
  email: string
  onEmail: (email: string) => void
  send: Send
  onPassword: () => void
}) {
  const { t } = useShopper()
  const words = useTroubleWords()
  const submit = (event: FormEvent) => {
    event.preventDefault()
    if (email.trim()) void send.run(email.trim())
  }
  return (
    <form noValidate onSubmit={submit} className="grid gap-5">
      <Head title={t('signIn.title')} detail={t('signIn.detail')} />
      <TextField
        label={t('signIn.email')}
        type="email"
        autoComplete="username webauthn"
        name="email"
        value={email}
        onChange={onEmail}
        isRequired
        autoFocus
        problem={
          send.error ? (send.error.type === 'invalid_request' ? t('signIn.emailWrong') : words(send.error)) : null
        }
      />
      <Button type="submit" look="primary" size="large" wide isPending={send.isPending}>
        {t('signIn.sendCode')}
      </Button>
      <Button look="quiet" onPress={onPassword}>
        {t('signIn.usePassword')}
      </Button>
    </form>
  )
}

function CodeStep({
  email,
  onBack,
  onStep,
  onResend,
  isSending,
}: {
  email: string
  onBack: () => void
  onStep: (step: Step) => void
  onResend: () => void
  isSending: boolean
}) {
  const { t, rich } = useShopper()
  const words = useTroubleWords()
  const [code, setCode] = useState('')
  const done = useSignedIn()
  const enter = useAction(
    (value: string, options) => call('POST /sign-in', { email, code: value }, options).catch(missingStep),
    (answer) => ('step' in answer ? onStep(answer.step) : done()),
  )
  const submit = (event: FormEvent) => {
    event.preventDefault()
    void enter.run(code)
  }
  return (
    <form noValidate onSubmit={submit} className="grid gap-5">
      <Head
        title={t('signIn.codeTitle')}
        detail={rich('signIn.codeDetail', {
          email: (
            <b key="email" className="break-all text-ink">
              {email}
            </b>
          ),
        })}
      />
      <CodeField
        label={t('signIn.code')}
        value={code}
        onChange={setCode}
        onComplete={(value) => void enter.run(value)}
        problem={enter.error && words(enter.error)}
        autoFocus
      />
      <Button type="submit" look="primary" size="large" wide isPending={enter.isPending} isDisabled={code.length < 6}>
        {t('signIn.enter')}
      </Button>
      <div className="flex flex-wrap justify-between gap-2">
        <Button look="quiet" onPress={onBack} icon={<ArrowLeft className="mirror size-4" aria-hidden="true" />}>
          {t('signIn.otherEmail')}
        </Button>
        <Button look="quiet" onPress={onResend} isPending={isSending}>
          {t('signIn.resend')}
        </Button>
      </div>
    </form>
  )
}

function PasswordStep({
  email,
  onEmail,
  onBack,
  onStep,
}: {
  email: string
  onEmail: (email: string) => void
  onBack: () => void
  onStep: (step: Step) => void
}) {
  const { t } = useShopper()
  const [password, setPassword] = useState('')
  const done = useSignedIn()
  const enter = useAction(
    (input: { email: string; password: string }, options) => call('POST /sign-in', input, options).catch(missingStep),
    (answer) => ('step' in answer ? onStep(answer.step) : done()),
  )
  const submit = (event: FormEvent) => {
    event.preventDefault()
    void enter.run({ email, password })
  }
  return (
    <form noValidate onSubmit={submit} className="grid gap-5">
      <Head title={t('signIn.title')} detail={t('signIn.passwordDetail')} />
      <ActionTrouble error={enter.error} />
      <TextField
        label={t('signIn.email')}
        type="email"
        autoComplete="username"
        value={email}
        onChange={onEmail}
        isRequired
        autoFocus={!email}
      />
      <TextField
        label={t('signIn.password')}
        type="password"
        autoComplete="current-password"
        value={password}
        onChange={setPassword}
        isRequired
        autoFocus={!!email}
      />
      <Button type="submit" look="primary" size="large" wide isPending={enter.isPending}>
        {t('signIn.enter')}
      </Button>
      <Button look="quiet" onPress={onBack}>
        {t('signIn.useCode')}
      </Button>
    </form>
  )
}

/** The answer to a right code or password that is not all: which step is missing. */
function missingStep(error: unknown): { step: Extract<Step, 'authenticator' | 'mailed_code'> } {
  if (!(error instanceof CallError) || error.code !== 'second_step_needed') throw error
  return { step: error.details?.step === 'authenticator' ? 'authenticator' : 'mailed_code' }
}

function Head({ title, detail }: { title: string; detail: ReactNode }) {
  const heading = useRef<HTMLHeadingElement>(null)
  useTitle(heading, title)
  return (
    <div className="grid gap-1.5">
      <h1 ref={heading} className="text-2xl">
        {title}
      </h1>
      <p className="text-soft">{detail}</p>
    </div>
  )
}
