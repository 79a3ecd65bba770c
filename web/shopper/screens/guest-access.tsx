import { Link, useSearch } from '@tanstack/react-router'
import { type FormEvent, useState } from 'react'
import { call } from '../../kit/call.ts'
import { useAction } from '../../kit/use-action.ts'
import { useTroubleWords } from '../../parts/trouble.tsx'
import { Button } from '../../ui/button.tsx'
import { Card } from '../../ui/card.tsx'
import { CodeField } from '../../ui/code-field.tsx'
import { TextField } from '../../ui/text-field.tsx'
import { useShopper } from '../text.ts'
import { useSignedIn } from '../use-signed-in.ts'

/** One order by its number and a code to the address on it, without an account. */
export function GuestAccess() {
  const { t } = useShopper()
  const words = useTroubleWords()
  const search = useSearch({ from: '/find-order' })
  const [order, setOrder] = useState(search.order ?? '')
  const [code, setCode] = useState('')
  const [sent, setSent] = useState(false)
  const done = useSignedIn()
  const send = useAction(
    (number: string, options) => call('POST /guest-access/codes', { order: number }, options),
    () => setSent(true),
  )
  const enter = useAction(
    (value: string, options) => call('POST /guest-access', { order: order.trim(), code: value }, options),
    done,
  )
  const submit = (event: FormEvent) => {
    event.preventDefault()
    void (sent ? enter.run(code) : send.run(order.trim()))
  }
  return (
    <Card className="mx-auto grid max-w-md gap-5 p-6 sm:p-8">
      <form noValidate onSubmit={submit} className="grid gap-5">
        <div className="grid gap-1.5">
          <h1 className="text-2xl">{t(sent ? 'signIn.codeTitle' : 'guest.title')}</h1>
          <p className="text-soft">{t(sent ? 'guest.sent' : 'guest.detail')}</p>
        </div>
        {sent ? (
          <CodeField
            label={t('signIn.code')}
            value={code}
            onChange={setCode}
            onComplete={(value) => void enter.run(value)}
            problem={enter.error && words(enter.error)}
            autoFocus
          />
        ) : (
          <TextField
            label={t('guest.number')}
            hint={t('guest.numberHint')}
            value={order}
            onChange={setOrder}
            isRequired
            autoFocus
            problem={send.error && words(send.error)}
          />
        )}
        <Button
          type="submit"
          look="primary"
          size="large"
          wide
          isPending={send.isPending || enter.isPending}
          isDisabled={sent && code.length < 6}
        >
          {t(sent ? 'guest.open' : 'signIn.sendCode')}
        </Button>
        {sent && (
          <Button look="quiet" onPress={() => setSent(false)}>
            {t('guest.otherNumber')}
          </Button>
        )}
      </form>
      <p className="border-t border-line pt-4 text-[0.9375rem] text-soft">
        {t('guest.haveAccount')}{' '}
        <Link to="/sign-in" className="link">
          {t('signIn.title')}
        </Link>
        <br />
        <Link to="/gift-return" className="link inline-flex min-h-11 items-center">
          {t('gift.link')}
        </Link>
      </p>
    </Card>
  )
}
