import type { CallRequest } from '#contract/calls'
import { useEffect, useId, useRef, useState } from 'react'
import { call, CallError, type Input, type Output } from '../../kit/call.ts'
import { useAsked } from '../../kit/use-asked.ts'
import { Button } from '../../ui/button.tsx'
import { useRefusalWords } from './refusal-words.ts'
import { useChatText } from './text.ts'

export interface CallPanelProps {
  /** What the call is about: a conversation, or what one would begin with. */
  matter: Pick<Input<'POST /call-requests'>, 'conversation' | 'about'>
  /** It was asked for: the conversation that it belongs to. */
  onAsked?: (conversationId: string) => void
  onClose: () => void
}

const lookMs = 4_000
const timeZone = Intl.DateTimeFormat().resolvedOptions().timeZone
const fieldClass = 'min-h-11 w-full min-w-0 rounded-md border border-edge bg-surface px-3 text-base text-ink'

/** Call me: now or at a time, on the number on file or another; and how it stands once it was asked for. */
export function CallPanel({ matter, onAsked, onClose }: CallPanelProps) {
  const { t } = useChatText()
  const root = useRef<HTMLElement>(null)
  const about = matter.about && `${matter.about.kind}:${matter.about.id}`
  const key = `${matter.conversation ?? about ?? ''}`
  const options = useAsked(
    `call ${key}`,
    () => call('GET /call-options', { conversation: matter.conversation, about, timeZone }),
    60_000,
  )
  const [asked, setAsked] = useState<CallRequest>()
  const open = asked ?? options?.open ?? undefined
  useEffect(() => root.current?.focus({ preventScroll: true }), [])
  return (
    <section
      ref={root}
      tabIndex={-1}
      aria-label={t('callMe.title')}
      className="grid grid-cols-[minmax(0,1fr)] gap-3 rounded-lg border border-line bg-surface p-3 outline-none"
    >
      {!options && <p className="text-soft">{t('chat.loading')}</p>}
      {options && open && <Asked first={open} onClose={onClose} />}
      {options && !open && options.ways.includes('phone') && (
        <AskForm
          options={options}
          matter={matter}
          onClose={onClose}
          onAsked={(request) => {
            setAsked(request)
            onAsked?.(request.conversationId)
          }}
        />
      )}
      {options && !open && !options.ways.includes('phone') && <p className="text-soft">{t('callMe.none')}</p>}
    </section>
  )
}

type AskFormProps = {
  options: Output<'GET /call-options'>
  matter: CallPanelProps['matter']
  onAsked: (request: CallRequest) => void
  onClose: () => void
}

function AskForm({ options, matter, onAsked, onClose }: AskFormProps) {
  const { t, locale, format } = useChatText()
  const id = useId()
  const ask = useTap(onAsked)
  const [isOther, setOther] = useState(options.number === null)
  const [number, setNumber] = useState('')
  const [picksTime, setPicksTime] = useState(!options.now)
  const [at, setAt] = useState('')
  const send = () =>
    void ask.run(() =>
      call('POST /call-requests', {
        ...matter,
        way: 'phone',
        ...(isOther ? { number } : {}),
        ...(picksTime ? { at } : {}),
        timeZone: options.timeZone,
        locale,
      }),
    )
  const isReady = (!isOther || number.trim() !== '') && (!picksTime || at !== '')
  return (
    <form
      noValidate
      className="grid grid-cols-[minmax(0,1fr)] gap-3"
      onSubmit={(event) => {
        event.preventDefault()
        if (isReady) send()
      }}
    >
      <p className="font-[600]">{t('callMe.title')}</p>
      {isOther ? (
        <div className="grid gap-1">
          <label htmlFor={`${id}-number`} className="font-[560]">
            {t('callMe.number')}
          </label>
          <input
            id={`${id}-number`}
            type="tel"
            dir="ltr"
            autoComplete="tel"
            value={number}
            onChange={(event) => setNumber(event.currentTarget.value)}
            className={`${fieldClass} rtl:text-end`}
          />
        </div>
      ) : (
        <p className="flex flex-wrap items-center gap-x-2">
          <span>
            {t('callMe.on')} <bdi className="font-[580]">{options.number}</bdi>
          </span>
          <Button look="quiet" size="small" onPress={() => setOther(true)}>
            {t('callMe.other')}
          </Button>
        </p>
      )}
      {!options.now && (
        <p className="text-soft">
          {options.opensAt ? t('callMe.closedUntil', { time: format.dayAndTime(options.opensAt) }) : t('callMe.closed')}
        </p>
      )}
      {picksTime && (
        <div className="grid gap-1">
          <label htmlFor={`${id}-time`} className="font-[560]">
            {t('callMe.when')}
          </label>
          <select
            id={`${id}-time`}
            value={at}
            onChange={(event) => setAt(event.currentTarget.value)}
            className={fieldClass}
          >
            <option value="">{t('callMe.pick')}</option>
            {options.times.map((time) => (
              <option key={time} value={time}>
                {format.dayAndTime(time)}
              </option>
            ))}
          </select>
        </div>
      )}
      {options.now && !picksTime && options.waitSeconds && (
        <p className="text-sm text-soft">
          {t('callMe.wait', { minutes: Math.max(1, Math.ceil(options.waitSeconds.to / 60)) })}
        </p>
      )}
      <Trouble error={ask.error} />
      <div className="flex flex-wrap gap-2">
        <Button type="submit" look="primary" size="small" isPending={ask.isPending} isDisabled={!isReady}>
          {t(picksTime ? 'callMe.then' : 'callMe.now')}
        </Button>
        {options.now && (
          <Button size="small" onPress={() => setPicksTime(!picksTime)}>
            {t(picksTime ? 'callMe.ratherNow' : 'callMe.ratherTime')}
          </Button>
        )}
        <Button size="small" look="quiet" onPress={onClose}>
          {t('callMe.close')}
        </Button>
      </div>
    </form>
  )
}

/** How a call stands that was asked for, and the way out of it. */
function Asked({ first, onClose }: { first: CallRequest; onClose: () => void }) {
  const { t } = useChatText()
  const [own, setOwn] = useState(first)
  const heard = useAsked(`call ${first.id}`, () => call('GET /call-requests/:id', { id: first.id }), lookMs)
  const shown = heard && heard.version > own.version ? heard : own
  const cancel = useTap(setOwn)
  const [title, ...detail] = useWords(shown)
  const isOver = ['done', 'given_up', 'canceled'].includes(shown.state)
  return (
    <>
      <div role="status">
        <p className="font-[600]">{title}</p>
        {detail.map((line) => (
          <p key={line} className="text-sm text-soft">
            {line}
          </p>
        ))}
      </div>
      {shown.simulated && <p className="text-sm text-soft">{t('callMe.simulated')}</p>}
      <Trouble error={cancel.error} />
      <div className="flex flex-wrap gap-2 empty:hidden">
        {shown.allowed.includes('cancel') && (
          <Button
            size="small"
            isPending={cancel.isPending}
            onPress={() => void cancel.run(() => call('POST /call-requests/:id/cancellation', { id: shown.id }))}
          >
            {t('callMe.cancel')}
          </Button>
        )}
        {isOver && (
          <Button size="small" onPress={onClose}>
            {t('callMe.close')}
          </Button>
        )}
      </div>
    </>
  )
}

function useWords(shown: CallRequest): string[] {
  const { t, format } = useChatText()
  const name = shown.person?.name ?? ''
  const stays = t(shown.way === 'browser' ? 'callMe.elsewhere' : 'callMe.keep')
  switch (shown.state) {
    case 'scheduled':
      return [t('callMe.at', { time: shown.at ? format.dayAndTime(shown.at) : '' }), stays]
    case 'waiting':
      return [
        t('callMe.inLine'),
        ...(shown.place?.openNow && shown.place.ahead !== null
          ? [t('callMe.ahead', { count: shown.place.ahead })]
          : []),
        ...(shown.place?.opensAt && !shown.place.openNow
          ? [t('callMe.closedUntil', { time: format.dayAndTime(shown.place.opensAt) })]
          : []),
        stays,
      ]
    case 'calling':
      return [t(shown.rings ? 'callMe.rings' : 'callMe.soon', { name })]
    case 'talking':
      return [t('callMe.talking', { name })]
    case 'done':
      return [t('callMe.done', { name })]
    case 'given_up':
      return [t('callMe.givenUp')]
    case 'canceled':
      return [t('callMe.canceled')]
  }
}

function Trouble({ error }: { error: CallError | null }) {
  const { t } = useChatText()
  const words = useRefusalWords()
  if (!error) return null
  return (
    <p role="alert" className="text-sm text-bad">
      {error.param === 'number' ? t('callMe.numberWrong') : words(error)}
    </p>
  )
}

/** One tap at a time. The same call again answers the first. */
function useTap<T>(onDone: (answer: T) => void) {
  const [isPending, setPending] = useState(false)
  const [error, setError] = useState<CallError | null>(null)
  const run = async (act: () => Promise<T>) => {
    setPending(true)
    setError(null)
    try {
      onDone(await act())
    } catch (trouble) {
      if (!(trouble instanceof CallError)) throw trouble
      setError(trouble)
    }
    setPending(false)
  }
  return { run, isPending, error }
}
