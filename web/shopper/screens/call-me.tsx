import type { Output } from '../../kit/call.ts'
import { useQuery } from '@tanstack/react-query'
import { useNavigate, useSearch } from '@tanstack/react-router'
import Phone from 'lucide-react/icons/phone'
import { useState } from 'react'
import { call, CallError, type Input } from '../../kit/call.ts'
import { mayHaveMicrophone } from '../../kit/talk/microphone.ts'
import { useAction } from '../../kit/use-action.ts'
import { ActionTrouble, PageTrouble, useTroubleWords } from '../../parts/trouble.tsx'
import { Button } from '../../ui/button.tsx'
import { Card } from '../../ui/card.tsx'
import { ChoiceList } from '../../ui/choice-list.tsx'
import { Select } from '../../ui/select.tsx'
import { SkeletonRows } from '../../ui/skeleton.tsx'
import { TextField } from '../../ui/text-field.tsx'
import { callOptionsQuery } from '../data.ts'
import { useShopper } from '../text.ts'
import { PhoneNumberField } from './phone-number-field.tsx'
import { CallView, useCallWait } from './call-page.tsx'
import { PageHead } from './page-head.tsx'
import { subjectOf } from './subject-of.ts'

type Options = Output<'GET /call-options'>
type Way = Options['ways'][number]
type Ask = Input<'POST /call-requests'>

const timeZone = Intl.DateTimeFormat().resolvedOptions().timeZone

/** Call me: one tap with the number on file, another number, or a time; the one that is under way where there is one. */
export function CallMe() {
  const { t } = useShopper()
  const { order, conversation, about } = useSearch({ from: '/known/call' })
  const subject = subjectOf(about, undefined, order)
  // Calls about parts of an order are one with those about the order; an article is a matter of its own.
  const topic = subject?.kind === 'article' ? `article:${subject.id}` : order && `order:${order}`
  const options = useQuery(callOptionsQuery({ conversation, about: topic, timeZone }))
  if (options.isError) return <PageTrouble error={options.error} onRetry={() => void options.refetch()} />
  if (!options.data) return <SkeletonRows rows={1} height="h-64" label={t('common.loading')} />
  if (options.data.open) return <CallView shown={options.data.open} />
  return (
    <div className="mx-auto max-w-2xl">
      <PageHead orderId={order} title={t(options.data.ways.includes('browser') ? 'call.titleOpen' : 'call.title')}>
        <p className="text-soft">{t('call.detail')}</p>
      </PageHead>
      <AskForm options={options.data} matter={conversation ? { conversation } : { about: subject }} />
    </div>
  )
}

function AskForm({ options, matter }: { options: Options; matter: Pick<Ask, 'conversation' | 'about'> }) {
  const { t, locale, format } = useShopper()
  const navigate = useNavigate()
  const words = useTroubleWords()
  const mayTalkHere = mayHaveMicrophone()
  const ways = options.ways.filter((each) => each === 'phone' || mayTalkHere)
  // Whoever has a number on file is called as they know it; nobody has to look one up.
  const [way, setWay] = useState<Way>(ways.includes('phone') && (options.number || !mayTalkHere) ? 'phone' : 'browser')
  const isHere = way === 'browser'
  const wait = useCallWait(isHere)
  const [isOther, setIsOther] = useState(options.number === null)
  const [number, setNumber] = useState('')
  const [at, setAt] = useState<string | null>(null)
  const [picksTime, setPicksTime] = useState(!options.now)
  const [text, setText] = useState('')
  const ask = useAction(
    (input: Ask, more) => call('POST /call-requests', input, more),
    ({ id }) => navigate({ to: '/calls/$callId', params: { callId: id }, replace: true }),
  )
  const send = (when: string | undefined) =>
    void ask.run({
      ...matter,
      way,
      ...(isOther && !isHere ? { number } : {}),
      ...(when ? { at: when } : {}),
      ...(text.trim() ? { text } : {}),
      timeZone: options.timeZone,
      locale,
    })
  const isNumberWrong = ask.error instanceof CallError && ask.error.param === 'number'
  return (
    <Card className="grid gap-5 p-5 sm:p-6">
      {ways.length > 1 && (
        <ChoiceList
          label={t('call.how')}
          choices={ways.map((id) => ({ id, label: t(`call.way.${id}`), detail: t(`call.wayDetail.${id}`) }))}
          value={way}
          onChange={(id) => setWay(id as Way)}
        />
      )}
      {options.ways.includes('browser') && !mayTalkHere && <p className="text-sm text-soft">{t('call.insecure')}</p>}
      {isHere ? null : isOther ? (
        <PhoneNumberField value={number} onChange={setNumber} problem={isNumberWrong ? words(ask.error) : undefined} />
      ) : (
        <p className="flex flex-wrap items-center gap-x-3">
          <span>
            {t('call.on')} <bdi className="font-[580]">{options.number}</bdi>
          </span>
          <Button look="quiet" size="small" className="-ms-3" onPress={() => setIsOther(true)}>
            {t('call.otherNumber')}
          </Button>
        </p>
      )}
      {!matter.conversation && (
        <TextField label={t('call.about')} value={text} onChange={setText} lines={2} maxLength={2_000} />
      )}
      {!options.now && (
        <p className="text-soft">
          {options.opensAt ? t('call.closedUntil', { time: format.dayAndTime(options.opensAt) }) : t('call.closed')}
        </p>
      )}
      {picksTime && (
        <Select
          label={t('call.time')}
          choices={options.times.map((time) => ({ id: time, label: format.dayAndTime(time) }))}
          value={at}
          onChange={setAt}
          placeholder={t('call.pickTime')}
        />
      )}
      {!isNumberWrong && <ActionTrouble error={ask.error} />}
      <div className="flex flex-wrap items-center gap-3">
        {options.now && !picksTime && (
          <Button
            look="primary"
            size="large"
            icon={<Phone className="size-5" aria-hidden="true" />}
            isPending={ask.isPending}
            isDisabled={isOther && !isHere && !number.trim()}
            onPress={() => send(undefined)}
          >
            {t(isHere ? 'call.talkNow' : 'call.now')}
          </Button>
        )}
        {picksTime && (
          <Button
            look="primary"
            size="large"
            isPending={ask.isPending}
            isDisabled={at === null || (isOther && !isHere && !number.trim())}
            onPress={() => send(at ?? undefined)}
          >
            {t('call.atTime')}
          </Button>
        )}
        {options.now && (
          <Button onPress={() => setPicksTime(!picksTime)}>
            {t(picksTime ? 'call.ratherNow' : 'call.ratherTime')}
          </Button>
        )}
        {options.now && !picksTime && <span className="text-[0.9375rem] text-soft">{wait(options.waitSeconds)}</span>}
      </div>
    </Card>
  )
}
