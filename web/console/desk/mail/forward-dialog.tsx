import type { Message } from '#contract/conversations'
import TriangleAlert from 'lucide-react/icons/triangle-alert'
import { type FormEvent, useState } from 'react'
import { call, type Input } from '../../../kit/call.ts'
import { useAction } from '../../../kit/use-action.ts'
import { useTroubleWords } from '../../../parts/trouble.tsx'
import { Banner } from '../../../ui/banner.tsx'
import { Button } from '../../../ui/button.tsx'
import { Dialog } from '../../../ui/dialog.tsx'
import { TextField } from '../../../ui/text-field.tsx'
import { useToast } from '../../../ui/toasts.tsx'
import { useConsole } from '../../text.ts'

type ForwardDialogProps = { conversation: string; message: Message; onClose: () => void }

/** Sends what somebody said, with its files, to somebody outside; the shopper does not hear of it. */
export function ForwardDialog({ conversation, message, onClose }: ForwardDialogProps) {
  const { t, has, rich } = useConsole()
  const troubleWords = useTroubleWords()
  const toast = useToast()
  const [to, setTo] = useState('')
  const [text, setText] = useState('')
  const forward = useAction(
    (input: Input<'POST /conversations/:id/forwards'>, options) =>
      call('POST /conversations/:id/forwards', input, options),
    (mail) => {
      toast(t('forward.done', { to: mail.to }))
      onClose()
    },
  )
  const submit = (event: FormEvent) => {
    event.preventDefault()
    void forward.run({ id: conversation, messageId: message.id, to: to.trim(), text: text.trim() })
  }
  const { error } = forward
  const isAddress = error?.param === 'to'
  const known = `forward.no.${error?.code}`
  const words = error && (has(known) ? t(known) : isAddress ? t('forward.no.address') : troubleWords(error))
  return (
    <Dialog title={t('forward.open')} isOpen onClose={onClose} closeLabel={t('common.close')}>
      <form noValidate onSubmit={submit} className="grid gap-4">
        <p className="text-soft">
          {rich('forward.detail', {
            name: <bdi key="name">{message.author.name || t(`author.${message.author.kind}`)}</bdi>,
            count: message.files.length,
          })}
        </p>
        <TextField
          label={t('forward.to')}
          type="email"
          dir="ltr"
          value={to}
          onChange={setTo}
          maxLength={254}
          autoComplete="off"
          autoFocus
          isRequired
          problem={isAddress && words}
        />
        <TextField label={t('forward.text')} value={text} onChange={setText} lines={3} maxLength={10_000} />
        {error && !isAddress && (
          <Banner tone="bad" role="alert" icon={<TriangleAlert aria-hidden="true" />}>
            <p className="text-ink">{words}</p>
          </Banner>
        )}
        <Button type="submit" look="primary" isDisabled={to.trim() === ''} isPending={forward.isPending}>
          {t('forward.send')}
        </Button>
      </form>
    </Dialog>
  )
}
