import { useNavigate } from '@tanstack/react-router'
import { type FormEvent, useState } from 'react'
import { call, type Input } from '../../kit/call.ts'
import { useAction } from '../../kit/use-action.ts'
import { ActionTrouble } from '../../parts/trouble.tsx'
import { Button } from '../../ui/button.tsx'
import { TextField } from '../../ui/text-field.tsx'
import { useShopper } from '../text.ts'
import type { Asked, Match } from './data.ts'
import { useMatchWords } from './match-words.ts'

/**
 * “I don’t recognize this”: a person is told of the charge, with everything that is known of it, and answers in a conversation about
 * the order. Without a match it says what stands on the statement.
 */
export function AskAbout({ asked, match }: { asked: Asked; match?: Match }) {
  const { t, format } = useShopper()
  const words = useMatchWords()
  const seen = t('charge.seen', {
    amount: asked.amount,
    day: asked.date ? format.date(`${asked.date}T12:00:00`) : 'none',
    text: asked.text ?? 'none',
  })
  return (
    <Ask
      orderId={match?.order.id}
      open={t(match ? 'charge.unknown' : 'charge.ask')}
      subject={t('charge.subject', { amount: asked.amount })}
      words={match ? `${t('charge.unknownWords')}\n${words(match)}\n${seen}` : `${t('charge.askWords')}\n${seen}`}
    />
  )
}

/** A button that opens a letter with its beginning written already. */
export function Ask({
  orderId,
  open,
  subject,
  words,
}: {
  orderId: string | undefined
  open: string
  subject: string
  words: string
}) {
  const { t, locale } = useShopper()
  const [isOpen, setOpen] = useState(false)
  const [text, setText] = useState(words)
  const [clientId] = useState(() => crypto.randomUUID())
  const navigate = useNavigate()
  const begin = useAction(
    (input: Input<'POST /conversations'>, options) => call('POST /conversations', input, options),
    ({ conversation }) =>
      navigate({ to: '/conversations/$conversationId', params: { conversationId: conversation.id } }),
  )
  if (!isOpen)
    return (
      <Button
        size="small"
        look={orderId ? 'quiet' : 'secondary'}
        className={orderId ? '-ms-3 justify-self-start' : 'justify-self-start'}
        onPress={() => setOpen(true)}
      >
        {open}
      </Button>
    )
  const submit = (event: FormEvent) => {
    event.preventDefault()
    if (text.trim() === '') return
    void begin.run({
      ...(orderId ? { about: { kind: 'order', id: orderId } } : {}),
      subject: subject.slice(0, 200),
      text: text.trim(),
      locale,
      clientId,
    })
  }
  return (
    <form noValidate onSubmit={submit} className="grid w-full gap-3 rounded-lg bg-sunken p-4">
      <TextField label={t('charge.message')} lines={5} value={text} onChange={setText} hint={t('charge.messageHint')} />
      <ActionTrouble error={begin.error} />
      <div className="flex flex-wrap gap-2">
        <Button type="submit" look="primary" isPending={begin.isPending} isDisabled={text.trim() === ''}>
          {t('charge.send')}
        </Button>
        <Button look="quiet" onPress={() => setOpen(false)}>
          {t('charge.close')}
        </Button>
      </div>
    </form>
  )
}
