import { type FormEvent, useState } from 'react'
import { call } from '../../kit/call.ts'
import { useAction } from '../../kit/use-action.ts'
import { useTroubleWords } from '../../parts/trouble.tsx'
import { Button } from '../../ui/button.tsx'
import { CodeField } from '../../ui/code-field.tsx'
import { TextField } from '../../ui/text-field.tsx'
import { useShopper } from '../text.ts'

/** What is still missing after the password or the code: a code of the app, a recovery code, or one that was mailed. */
export function SecondSignInStep({
  step,
  onDone,
  onBack,
}: {
  step: 'authenticator' | 'mailed_code'
  onDone: () => Promise<void>
  onBack: () => void
}) {
  const { t } = useShopper()
  const words = useTroubleWords()
  const [kind, setKind] = useState<'app' | 'mail' | 'recovery'>(step === 'authenticator' ? 'app' : 'mail')
  const [code, setCode] = useState('')
  const enter = useAction(
    (value: string, options) => call('POST /sign-in/second-step', { code: value }, options),
    onDone,
  )
  const submit = (event: FormEvent) => {
    event.preventDefault()
    void enter.run(code.trim())
  }
  const problem = enter.error && words(enter.error)
  return (
    <form noValidate onSubmit={submit} className="grid gap-5">
      <div className="grid gap-1.5">
        <h1 className="text-2xl">{t(`step.${kind}Title`)}</h1>
        <p className="text-soft">{t(`step.${kind}Detail`)}</p>
      </div>
      {kind === 'recovery' ? (
        <TextField
          label={t('step.recoveryCode')}
          value={code}
          onChange={setCode}
          problem={problem}
          dir="ltr"
          autoComplete="off"
          maxLength={20}
          isRequired
          autoFocus
        />
      ) : (
        <CodeField
          key={kind}
          label={t('signIn.code')}
          value={code}
          onChange={setCode}
          onComplete={(value) => void enter.run(value)}
          problem={problem}
          autoFocus
        />
      )}
      <Button type="submit" look="primary" size="large" wide isPending={enter.isPending} isDisabled={code.length < 6}>
        {t('signIn.enter')}
      </Button>
      <div className="grid justify-items-start gap-1">
        {kind === 'app' && (
          <Button
            look="quiet"
            onPress={() => {
              setCode('')
              enter.reset()
              setKind('recovery')
            }}
          >
            {t('step.recovery')}
          </Button>
        )}
        <Button look="quiet" onPress={onBack}>
          {t('step.again')}
        </Button>
      </div>
    </form>
  )
}
