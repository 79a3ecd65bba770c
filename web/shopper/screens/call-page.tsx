import type { CallRequest } from '#contract/calls'
import { useQuery } from '@tanstack/react-query'
import { Link, useNavigate, useParams } from '@tanstack/react-router'
import { useState } from 'react'
import { call } from '../../kit/call.ts'
import { useLive } from '../../kit/live.ts'
import { useAction } from '../../kit/use-action.ts'
import { ActionTrouble, PageTrouble } from '../../parts/trouble.tsx'
import { Banner } from '../../ui/banner.tsx'
import { buttonClass } from '../../ui/button-looks.ts'
import { Button } from '../../ui/button.tsx'
import { Card } from '../../ui/card.tsx'
import { Select } from '../../ui/select.tsx'
import { SkeletonRows } from '../../ui/skeleton.tsx'
import { callOptionsQuery, callQuery } from '../data.ts'
import { useShopper } from '../text.ts'
import { PageHead } from './page-head.tsx'
import { PhoneInstead } from './phone-instead.tsx'
import { TalkHere } from './talk-here.tsx'

/** A call that was asked for: place and time, then the call, then what was agreed. It can be left and found again. */
export function CallPage() {
  const { t } = useShopper()
  const { callId } = useParams({ from: '/known/calls/$callId' })
  const shown = useQuery(callQuery(callId))
  if (shown.isError) return <PageTrouble error={shown.error} onRetry={() => void shown.refetch()} />
  if (!shown.data) return <SkeletonRows rows={1} height="h-64" label={t('common.loading')} />
  return <CallView shown={shown.data} />
}

export function CallView({ shown }: { shown: CallRequest }) {
  const { t } = useShopper()
  const { title, detail } = useCallWords(shown)
  useLive({ topic: `call:${shown.id}`, version: shown.version })
  return (
    <div className="mx-auto max-w-2xl">
      <PageHead orderId={shown.orderId ?? undefined} title={title} isSettled={shown.state === 'done'} />
      <Card className="grid gap-4 p-5 sm:p-6">
        <div role="status" className="grid gap-1 empty:hidden">
          {detail.map((line) => (
            <p key={line}>{line}</p>
          ))}
        </div>
        {shown.talk && <TalkHere requestId={shown.id} talk={shown.talk} name={shown.person?.name ?? ''} />}
        {isBrokenOff(shown) && <PhoneInstead shown={shown} />}
        {shown.simulated && <Banner tone="warn">{t('call.simulated')}</Banner>}
        {shown.agreed && (
          <div>
            <h2 className="text-base">{t('call.agreed')}</h2>
            <p className="whitespace-pre-line" dir="auto">
              {shown.agreed}
            </p>
          </div>
        )}
        <dl className="grid grid-cols-[auto_minmax(0,1fr)] gap-x-4 text-[0.9375rem]">
          {shown.number && (
            <>
              <dt className="text-soft">{t('call.number')}</dt>
              <dd>
                <bdi>{shown.number}</bdi>
              </dd>
            </>
          )}
          <dt className="text-soft">{t('call.reference')}</dt>
          <dd>
            <bdi>{shown.reference}</bdi>
          </dd>
        </dl>
        <Choices shown={shown} />
      </Card>
    </div>
  )
}

/** The browser did not reach us, or lost us. */
function isBrokenOff({ way, outcome, tries, allowed }: CallRequest): boolean {
  return way === 'browser' && tries > 0 && allowed.includes('phone') && (outcome === 'dropped' || outcome === 'failed')
}

function Choices({ shown }: { shown: CallRequest }) {
  const { t, format } = useShopper()
  const navigate = useNavigate()
  const [isMoving, setIsMoving] = useState(false)
  const [wantsPhone, setWantsPhone] = useState(false)
  const [at, setAt] = useState<string | null>(null)
  const { id, conversationId } = shown
  const options = useQuery({ ...callOptionsQuery({ conversation: conversationId }), enabled: isMoving }).data
  const toChat = () => navigate({ to: '/conversations/$conversationId', params: { conversationId } })
  const cancel = useAction((_: null, more) => call('POST /call-requests/:id/cancellation', { id }, more))
  const chat = useAction((_: null, more) => call('POST /call-requests/:id/chat', { id }, more), toChat)
  const move = useAction(
    (time: string | null, more) =>
      call('POST /call-requests/:id/time', time === null ? { id } : { id, at: time }, more),
    () => setIsMoving(false),
  )
  const may = (action: CallRequest['allowed'][number]) => shown.allowed.includes(action)
  const isOver = shown.allowed.length === 0 && shown.state !== 'talking'
  return (
    <>
      {isMoving && (
        <div className="grid gap-3">
          <Select
            label={t('call.time')}
            choices={(options?.times ?? []).map((time) => ({ id: time, label: format.dayAndTime(time) }))}
            value={at}
            onChange={setAt}
            placeholder={t('call.pickTime')}
          />
          <Button
            look="primary"
            className="justify-self-start"
            isDisabled={at === null}
            isPending={move.isPending}
            onPress={() => void move.run(at)}
          >
            {t('call.atTime')}
          </Button>
        </div>
      )}
      {wantsPhone && may('phone') && <PhoneInstead shown={shown} />}
      <ActionTrouble error={cancel.error ?? chat.error ?? move.error} />
      <div className="flex flex-wrap gap-2">
        {may('move') && !isMoving && <Button onPress={() => setIsMoving(true)}>{t('call.move')}</Button>}
        {may('move') && shown.state === 'scheduled' && (
          <Button isPending={move.isPending} onPress={() => void move.run(null)}>
            {t('call.ratherNow')}
          </Button>
        )}
        {may('phone') && !wantsPhone && !isBrokenOff(shown) && (
          <Button onPress={() => setWantsPhone(true)}>{t('call.byPhone')}</Button>
        )}
        {may('chat') && (
          <Button isPending={chat.isPending} onPress={() => void chat.run(null)}>
            {t('call.chat')}
          </Button>
        )}
        {may('cancel') && (
          <Button
            look="quiet"
            className="max-sm:-ms-4"
            isPending={cancel.isPending}
            onPress={() => void cancel.run(null)}
          >
            {t('call.cancel')}
          </Button>
        )}
        {isOver && (
          <Link
            to="/conversations/$conversationId"
            params={{ conversationId }}
            className={buttonClass({ look: 'primary' })}
          >
            {t('call.conversation')}
          </Link>
        )}
        {isOver && shown.state !== 'done' && (
          <Link to="/call" search={{ conversation: conversationId }} className={buttonClass()}>
            {t('call.again')}
          </Link>
        )}
      </div>
    </>
  )
}

/** How it stands, in words: a headline, and what helps. */
function useCallWords(shown: CallRequest): { title: string; detail: string[] } {
  const { t, has, format } = useShopper()
  const isHere = shown.way === 'browser'
  const wait = useCallWait(isHere)
  const name = shown.person?.name ?? ''
  switch (shown.state) {
    case 'scheduled': {
      const why = `call.missed.${shown.outcome}`
      return {
        title: t(isHere ? 'call.atHere' : 'call.at', { time: shown.at ? format.dayAndTime(shown.at) : '' }),
        detail:
          shown.tries > 0
            ? [
                isBrokenOff(shown) ? t('call.notConnected') : has(why) ? t(why) : t('call.missed.no_answer'),
                t('call.again.place'),
              ]
            : [t(isHere ? 'call.stay' : 'call.leave')],
      }
    }
    case 'waiting': {
      const { ahead, waitSeconds, openNow, opensAt } = shown.place ?? {
        ahead: null,
        waitSeconds: null,
        openNow: true,
        opensAt: null,
      }
      if (!openNow)
        return {
          title: t('call.waitsClosed'),
          detail: [opensAt ? t('call.closedUntil', { time: format.dayAndTime(opensAt) }) : t('call.closed')],
        }
      return {
        title: t(isHere ? 'call.waitsHere' : 'call.waits'),
        detail: [
          t('call.ahead', { count: ahead ?? 0 }),
          wait(waitSeconds),
          t(isHere ? 'call.stay' : 'call.leave'),
        ].filter(Boolean),
      }
    }
    case 'calling':
      if (isHere)
        return {
          title: t(shown.rings ? 'call.ringsHere' : 'call.soonHere', { name }),
          detail: [t('call.knows', { name }), ...(shown.rings ? [t('call.ringsDetail', { name })] : [])],
        }
      return { title: t(shown.rings ? 'call.rings' : 'call.soon', { name }), detail: [t('call.knows', { name })] }
    case 'talking':
      return { title: t('call.talking', { name }), detail: [] }
    case 'done':
      return {
        title: t('call.done', { name }),
        detail: [t('call.minutes', { minutes: Math.max(1, Math.round((shown.seconds ?? 0) / 60)) })],
      }
    case 'given_up':
      return {
        title: t('call.givenUp'),
        detail: [t(shown.outcome === 'wrong_number' ? 'call.missed.wrong_number' : 'call.givenUpDetail')],
      }
    case 'canceled':
      return { title: t('call.canceled'), detail: [] }
  }
}

/** How long it takes until somebody calls, where something honest can be said. */
export function useCallWait(isHere = false) {
  const { t } = useShopper()
  return (waitSeconds: { to: number } | null): string => {
    if (!waitSeconds) return ''
    return t(isHere ? 'call.waitHere' : 'call.wait', { minutes: Math.max(1, Math.ceil(waitSeconds.to / 60)) })
  }
}
