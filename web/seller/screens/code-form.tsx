import { type FormEvent, useState } from 'react'
import { useAction } from '../../kit/use-action.ts'
import { useTroubleWords } from '../../parts/trouble.tsx'
import { Button } from '../../ui/button.tsx'
import { CodeField } from '../../ui/code-field.tsx'
import { useSeller } from '../text.ts'

/** Six digits of an authenticator app. */
export function CodeForm({
  give,
  onDone,
  button,
}: {
  give: (code: string, options: { idempotencyKey: string }) => Promise<unknown>
  onDone: () => unknown
  button: string
}) {
  const { t } = useSeller()
  const words = useTroubleWords()
  const [code, setCode] = useState('')
  const enter = useAction(give, onDone)
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
        {button}
      </Button>
    </form>
  )
}
