import { useId, useState } from 'react'
import { call } from '../kit/call.ts'
import { Button } from '../ui/button.tsx'
import { useWidgetText } from './text.ts'

/** Where the browser keeps nothing: said before somebody leaves, with a way to have the answer all the same. */
export function KeepLine({ conversationId }: { conversationId: string }) {
  const { t } = useWidgetText()
  const id = useId()
  const [email, setEmail] = useState('')
  const [state, setState] = useState<'asking' | 'sending' | 'done' | 'wrong'>('asking')
  if (state === 'done')
    return (
      <p role="status" className="border-t border-line bg-accent-wash px-3 py-2 text-sm">
        {t('keep.done')}
      </p>
    )
  return (
    <form
      noValidate
      className="grid grid-cols-[minmax(0,1fr)] gap-1.5 border-t border-line bg-warn-wash px-3 py-2 text-sm"
      onSubmit={(event) => {
        event.preventDefault()
        setState('sending')
        call('POST /conversations/:id/leaving', { id: conversationId, email: email.trim() }).then(
          () => setState('done'),
          () => setState('wrong'),
        )
      }}
    >
      <label htmlFor={id}>{t('keep.words')}</label>
      <div className="flex flex-wrap gap-2">
        <input
          id={id}
          type="email"
          dir="ltr"
          autoComplete="email"
          placeholder="name@example.com"
          value={email}
          aria-invalid={state === 'wrong' || undefined}
          aria-describedby={state === 'wrong' ? `${id}-wrong` : undefined}
          onChange={(event) => {
            setEmail(event.target.value)
            setState('asking')
          }}
          className="min-h-11 min-w-0 flex-1 basis-40 rounded-md border border-edge bg-surface px-3 text-base text-ink placeholder:text-faint"
        />
        <Button type="submit" isPending={state === 'sending'} isDisabled={email.trim() === ''}>
          {t('keep.send')}
        </Button>
      </div>
      {state === 'wrong' && (
        <p id={`${id}-wrong`} role="alert" className="text-bad">
          {t('keep.wrong')}
        </p>
      )}
    </form>
  )
}
