import type { Place } from '#contract/routing'
import Clock from 'lucide-react/icons/clock'
import Moon from 'lucide-react/icons/moon'
import { useEffect, useId, useRef, useState } from 'react'
import { call, type Input } from '../../kit/call.ts'
import type { Chat } from '../../kit/chat/chat.ts'
import { useAsked } from '../../kit/use-asked.ts'
import { useUploads } from '../../kit/use-uploads.ts'
import { attachmentLimits, Composer } from './composer.tsx'
import { useOpeningWords, useWaitWords } from './place-line.tsx'
import { useRefusalWords } from './refusal-words.ts'
import { SuggestedAnswers } from './suggested-answers.tsx'
import { useChatText } from './text.ts'

type StartFormProps = {
  chat: Chat
  about?: Input<'POST /conversations'>['about']
  /** The search of the help pages that came before. */
  search?: string
  /** Somebody without an account: where the answer may go. */
  asksEmail?: boolean
  /** Ways that work without a person, beside this one. */
  offers?: (place: Place) => React.ReactNode
  onBegun: (conversationId: string) => void
}

// People come and go; whoever waits hears of it within seconds.
const optionsMs = 3_000

/** Is a person there, how long does it take, and the first message. What is written stays, whatever changes meanwhile. */
export function StartForm({ chat, about, search, asksEmail, offers, onBegun }: StartFormProps) {
  const { t, locale } = useChatText()
  const refusalWords = useRefusalWords()
  const subject = about ? `${about.kind}:${about.id}` : ''
  const keptAt = `makeright.start.${chat.owner}.${subject}`
  const [text, setText] = useState(() => chat.kept.get(keptAt) ?? '')
  const [email, setEmail] = useState('')
  const [isEmailWrong, setEmailWrong] = useState(false)
  const [going, setGoing] = useState<string | null>(
    () => chat.outbox.waiting('new').find((one) => !one.refused)?.clientId ?? null,
  )
  const [refusal, setRefusal] = useState<{ code: string; message: string } | null>(null)
  const files = useUploads(attachmentLimits)
  const place = useAsked(
    `options ${subject}`,
    () => call('GET /contact-options', subject ? { about: subject } : {}),
    optionsMs,
  )
  const write = (next: string) => {
    setText(next)
    chat.kept.set(keptAt, next || null)
  }

  useEffect(() => {
    void chat.outbox.flush('new')
    const stops = [
      chat.outbox.onTaken((sent, taken) => {
        if (sent.conversationId !== 'new') return
        chat.kept.set(keptAt, null)
        onBegun(taken.conversation.id)
      }),
      chat.outbox.onChange(() => {
        const refused = chat.outbox.waiting('new').find((one) => one.refused)
        if (!refused?.refused) return
        // It goes back to where it was written.
        setRefusal(refused.refused)
        setText(refused.text)
        setGoing(null)
        chat.outbox.remove(refused.clientId)
      }),
    ]
    return () => {
      for (const stop of stops) stop()
    }
    // Callbacks of a parent are no reason to listen anew.
    // oxlint-disable-next-line react-hooks/exhaustive-deps
  }, [chat, keptAt])

  // What it is about may be known only while somebody writes already: their words go along.
  const writtenAt = useRef(keptAt)
  useEffect(() => {
    if (writtenAt.current === keptAt) return
    chat.kept.set(writtenAt.current, null)
    writtenAt.current = keptAt
    if (text) chat.kept.set(keptAt, text)
    else setText(chat.kept.get(keptAt) ?? '')
  }, [chat, keptAt, text])

  const isClosed = place?.state === 'closed' || place?.openNow === false
  return (
    <div className="grid grid-cols-[minmax(0,1fr)] gap-4">
      <Availability place={place} isClosed={isClosed} isMailed={!asksEmail || email.trim() !== ''} />
      {isClosed && place && offers && (
        <div className="grid gap-1">
          <p className="font-[560]">{t('place.works')}</p>
          {offers(place)}
        </div>
      )}
      <Composer
        text={text}
        onText={write}
        files={files}
        label={t('start.message')}
        sendWords={t(going ? 'start.going' : isClosed ? 'start.leave' : 'start.begin')}
        isSending={going !== null}
        rows={3}
        onSend={(message, attached) => {
          const address = email.trim()
          if (address && !/^\S+@\S+\.\S+$/.test(address)) return setEmailWrong(true)
          setRefusal(null)
          setGoing(
            chat.begin(
              {
                ...(about ? { about } : {}),
                ...(search ? { search } : {}),
                locale,
                ...(address ? { email: address } : {}),
              },
              message,
              attached,
            ),
          )
        }}
      >
        {asksEmail && (
          <EmailField
            value={email}
            isWrong={isEmailWrong}
            onChange={(value) => {
              setEmail(value)
              setEmailWrong(false)
            }}
          />
        )}
      </Composer>
      <SuggestedAnswers text={text} />
      {refusal && (
        <p role="alert" className="text-sm text-bad">
          {refusalWords(refusal)}
        </p>
      )}
    </div>
  )
}

function Availability({
  place,
  isClosed,
  isMailed,
}: {
  place: Place | undefined
  isClosed: boolean
  isMailed: boolean
}) {
  const { t } = useChatText()
  const wait = useWaitWords()
  const opens = useOpeningWords()
  const Icon = isClosed ? Moon : Clock
  return (
    <div role="status" className="flex min-h-12 items-start gap-2.5 text-[0.9375rem]">
      {place && (
        <>
          <Icon className="mt-0.5 size-5 shrink-0 text-accent-ink" aria-hidden="true" />
          <div>
            <p className="font-[580]">{t(isClosed ? 'place.closed' : 'place.open')}</p>
            <p className="text-soft">
              {isClosed ? [opens(place), isMailed && t('place.mailToo')].filter(Boolean).join(' ') : wait(place)}
            </p>
          </div>
        </>
      )}
    </div>
  )
}

function EmailField({
  value,
  isWrong,
  onChange,
}: {
  value: string
  isWrong: boolean
  onChange: (value: string) => void
}) {
  const { t } = useChatText()
  const id = useId()
  return (
    <div className="grid grid-cols-[minmax(0,1fr)] gap-1">
      <label htmlFor={id} className="font-[560]">
        {t('start.email')}
      </label>
      <p id={`${id}-why`} className="text-sm text-soft">
        {t('start.emailOptional')}
      </p>
      <input
        id={id}
        type="email"
        dir="ltr"
        autoComplete="email"
        value={value}
        onChange={(event) => onChange(event.target.value)}
        aria-invalid={isWrong || undefined}
        aria-describedby={isWrong ? `${id}-wrong` : `${id}-why`}
        className="min-h-11 w-full min-w-0 rounded-md border border-edge bg-surface px-3 text-base text-ink rtl:text-end"
      />
      {isWrong && (
        <p id={`${id}-wrong`} role="alert" className="text-sm text-bad">
          {t('start.emailWrong')}
        </p>
      )}
    </div>
  )
}
