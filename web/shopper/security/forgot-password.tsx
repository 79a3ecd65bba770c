import { Link } from '@tanstack/react-router'
import { type FormEvent, useState } from 'react'
import { call } from '../../kit/call.ts'
import { useAction } from '../../kit/use-action.ts'
import { useTroubleWords } from '../../parts/trouble.tsx'
import { Button } from '../../ui/button.tsx'
import { Card } from '../../ui/card.tsx'
import { TextField } from '../../ui/text-field.tsx'
import { useShopper } from '../text.ts'
import { typedBefore } from './typed-before.ts'

/** A link by mail to choose a new password. What is said is the same whether or not the address is known. */
export function ForgotPassword() {
  const { t, rich } = useShopper()
  const words = useTroubleWords()
  const [email, setEmail] = useState(() => typedBefore('email'))
  const [minutes, setMinutes] = useState<number | null>(null)
  const send = useAction(
    (to: string, options) => call('POST /forgot-password', { email: to }, options),
    ({ expiresInMinutes }) => setMinutes(expiresInMinutes),
  )
  const submit = (event: FormEvent) => {
    event.preventDefault()
    if (email.trim()) void send.run(email.trim())
  }
  return (
    <Card className="mx-auto grid max-w-md gap-5 p-6 sm:p-8">
      {minutes === null ? (
        <form noValidate onSubmit={submit} className="grid gap-5">
          <div className="grid gap-1.5">
            <h1 className="text-2xl">{t('forgot.title')}</h1>
            <p className="text-soft">{t('forgot.detail')}</p>
          </div>
          <TextField
            label={t('signIn.email')}
            type="email"
            name="email"
            autoComplete="email"
            value={email}
            onChange={setEmail}
            isRequired
            autoFocus
            problem={
              send.error ? (send.error.type === 'invalid_request' ? t('signIn.emailWrong') : words(send.error)) : null
            }
          />
          <Button type="submit" look="primary" size="large" wide isPending={send.isPending}>
            {t('forgot.send')}
          </Button>
        </form>
      ) : (
        <div className="grid gap-1.5">
          <h1 className="text-2xl">{t('signIn.codeTitle')}</h1>
          <p role="status" className="text-soft">
            {rich('forgot.sent', {
              minutes,
              email: (
                <b key="email" className="break-all text-ink">
                  {email}
                </b>
              ),
            })}
          </p>
        </div>
      )}
      <p className="border-t border-line pt-4 text-[0.9375rem]">
        <Link to="/sign-in" className="link inline-flex min-h-11 items-center">
          {t('forgot.useCode')}
        </Link>
      </p>
    </Card>
  )
}
