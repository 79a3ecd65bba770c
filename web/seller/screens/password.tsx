import { Link, useSearch } from '@tanstack/react-router'
import { type FormEvent, useState } from 'react'
import { call } from '../../kit/call.ts'
import { useAction } from '../../kit/use-action.ts'
import { useTroubleWords } from '../../parts/trouble.tsx'
import { Button } from '../../ui/button.tsx'
import { buttonClass } from '../../ui/button-looks.ts'
import { TextField } from '../../ui/text-field.tsx'
import { useSeller } from '../text.ts'
import { Narrow } from '../layout/narrow.tsx'

/** Where the mailed link of an invitation leads. */
export function Password() {
  const { t } = useSeller()
  const words = useTroubleWords()
  const { token } = useSearch({ from: '/password' })
  const [password, setPassword] = useState('')
  const [isDone, setDone] = useState(false)
  const save = useAction(
    (value: string, options) => call('POST /seller/password', { token: token ?? '', password: value }, options),
    () => setDone(true),
  )
  const submit = (event: FormEvent) => {
    event.preventDefault()
    void save.run(password)
  }
  if (isDone)
    return (
      <Narrow title={t('password.done')} detail={t('password.doneDetail')}>
        <Link to="/sign-in" className={buttonClass({ look: 'primary', size: 'large' })}>
          {t('signIn.title')}
        </Link>
      </Narrow>
    )
  return (
    <Narrow title={t('password.title')} detail={t('password.detail')}>
      <form noValidate onSubmit={submit} className="grid gap-4">
        <TextField
          label={t('password.new')}
          hint={t('password.hint')}
          type="password"
          autoComplete="new-password"
          value={password}
          onChange={setPassword}
          isRequired
          autoFocus
          problem={save.error && words(save.error)}
        />
        <Button type="submit" look="primary" size="large" isPending={save.isPending} isDisabled={!password}>
          {t('common.save')}
        </Button>
      </form>
    </Narrow>
  )
}
