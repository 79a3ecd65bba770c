import type { Return } from '#contract/returns'
import { useQuery } from '@tanstack/react-query'
import { useCallback, useState } from 'react'
import { call } from '../../kit/call.ts'
import { useLive } from '../../kit/live.ts'
import { useAction } from '../../kit/use-action.ts'
import { ActionTrouble, PageTrouble } from '../../parts/trouble.tsx'
import { Badge } from '../../ui/badge.tsx'
import { Banner } from '../../ui/banner.tsx'
import { Button } from '../../ui/button.tsx'
import { Card } from '../../ui/card.tsx'
import { CopyText } from '../../ui/copy-text.tsx'
import { SkeletonRows } from '../../ui/skeleton.tsx'
import { TextField } from '../../ui/text-field.tsx'
import { Timeline } from '../../ui/timeline.tsx'
import { useToast } from '../../ui/toasts.tsx'
import { orderStoryQuery, returnQuery } from '../data.ts'
import { Deadline } from '../layout/deadline.tsx'
import { OrderStoryView } from '../story/order-story.tsx'
import { Facts, Section } from '../story/section.tsx'
import { useConsole } from '../text.ts'
import { GradeLine, type Grading } from './grade-line.tsx'
import { ReturnLineHead } from './return-line.tsx'
import { preferServerWords, useRuleWords } from '../../parts/words.ts'

/** One return: what it is about, what can be done with it now, where it is, and the story of its order. */
export function ReturnPane({ id }: { id: string }) {
  const { t } = useConsole()
  const found = useQuery(returnQuery(id))
  const orderId = found.data?.orderIds[0]
  useLive(orderId ? { topic: `order:${orderId}` } : undefined)
  const story = useQuery({ ...orderStoryQuery(orderId ?? ''), enabled: Boolean(orderId) })
  if (found.isError) return <PageTrouble isPart error={found.error} onRetry={() => void found.refetch()} />
  return (
    <div className="grid gap-6 p-4 sm:p-6">
      {found.data ? (
        <>
          <Head shown={found.data} />
          {can(found.data, 'inspect') && <Inspect shown={found.data} />}
          <Parcels shown={found.data} />
        </>
      ) : (
        <SkeletonRows rows={1} height="h-64" label={t('common.loading')} />
      )}
      {story.isError && <PageTrouble isPart error={story.error} onRetry={() => void story.refetch()} />}
      {story.data && <OrderStoryView story={story.data} inHand={id} />}
    </div>
  )
}

function can(shown: Return, action: Return['allowed'][number]['action']): boolean {
  return shown.allowed.some((one) => one.action === action)
}

function Head({ shown }: { shown: Return }) {
  const { t, has, locale, format } = useConsole()
  const moment = `returnMoment.${shown.refundAt}`
  const rule = useRuleWords()
  return (
    <Card className="grid gap-5 p-5" aria-labelledby="return-title">
      <header className="grid gap-2">
        <div className="flex flex-wrap items-center gap-2">
          {shown.approveBy && <Deadline at={shown.approveBy} />}
          <Badge>{t(`returnState.${shown.state.code}`)}</Badge>
          <Badge>{t(`returnOrigin.${shown.origin}`)}</Badge>
          {shown.decision?.riskBand && <Badge>{t(`risk.${shown.decision.riskBand as 'low'}`)}</Badge>}
        </div>
        <h2 id="return-title" className="text-xl">
          <bdi>{preferServerWords(locale, shown.state.words, t(`returnState.${shown.state.code}`))}</bdi>
        </h2>
        <p className="text-sm text-soft">
          <CopyText text={shown.reference} label={t('common.copy')} />
          {locale === 'en' && shown.state.next && <> · {shown.state.next}</>}
        </p>
      </header>
      <ul className="grid gap-4">
        {shown.lines.map((line) => (
          <li key={line.id} className="grid gap-2">
            <ReturnLineHead
              line={line}
              end={<span className="tabular text-sm font-[560]">{format.money(line.planned)}</span>}
            />
            <span className="flex flex-wrap gap-1.5">
              <Badge tone={line.approval === 'needs_review' ? 'warn' : 'neutral'}>
                {t(`returnApproval.${line.approval}`)}
              </Badge>
              <Badge>{t(`logistics.${line.logistics}`)}</Badge>
              <Badge tone={line.inspection === 'missing' || line.inspection === 'wrong_item' ? 'warn' : 'neutral'}>
                {t(`inspection.${line.inspection}`)}
              </Badge>
              <Badge tone={line.money === 'failed' || line.money === 'reversed' ? 'bad' : 'neutral'}>
                {t(`returnMoney.${line.money}`)}
              </Badge>
            </span>
            {line.deduction && (
              <p className="text-sm text-soft">
                {t('returns.deducted', {
                  amount: format.money(line.deducted),
                  percent: format.number(line.deduction.percent),
                  grade: line.deduction.grade,
                })}
                {line.deduction.note && <> · {t('returns.quote', { text: line.deduction.note })}</>}
              </p>
            )}
          </li>
        ))}
      </ul>
      <Facts
        facts={[
          [t('returns.refund'), format.money(shown.refund)],
          shown.fee.amountMinor > 0 && [t('returns.fee'), format.money(shown.fee)],
          [t('returns.when'), preferServerWords(locale, shown.refundAtWords, has(moment) ? t(moment) : null)],
          [t('returns.handOver'), format.shortDate(shown.handOverBy)],
        ]}
      />
      {shown.decision && shown.decision.reasons.length > 0 && (
        <ul className="grid gap-1 text-sm text-soft">
          {shown.decision.reasons.map((reason) => (
            <li key={reason.code}>{rule('reason', reason)}</li>
          ))}
        </ul>
      )}
      {(can(shown, 'approve') || can(shown, 'decline')) && <Answer shown={shown} />}
    </Card>
  )
}

function Answer({ shown }: { shown: Return }) {
  const { t, format } = useConsole()
  const [note, setNote] = useState('')
  const toast = useToast()
  const answer = useAction(
    (decision: 'approve' | 'decline', options) =>
      call('POST /returns/:id/approval', { id: shown.id, decision, note: note.trim() }, options),
    () => toast(t('returns.answered')),
  )
  const isReady = note.trim().length >= 3
  return (
    <div className="grid gap-3 border-t border-line pt-5">
      <TextField
        label={t('review.note')}
        hint={t('returns.noteHint')}
        lines={3}
        value={note}
        onChange={setNote}
        maxLength={1000}
      />
      <ActionTrouble error={answer.error} />
      <div className="flex flex-wrap gap-2">
        {can(shown, 'approve') && (
          <Button
            look="primary"
            isDisabled={!isReady}
            isPending={answer.isPending}
            onPress={() => void answer.run('approve')}
          >
            {t('returns.approve', { amount: format.money(shown.refund) })}
          </Button>
        )}
        {can(shown, 'decline') && (
          <Button isDisabled={!isReady || answer.isPending} onPress={() => void answer.run('decline')}>
            {t('returns.decline')}
          </Button>
        )}
      </div>
    </div>
  )
}

function Inspect({ shown }: { shown: Return }) {
  const { t } = useConsole()
  const lines = shown.lines.filter(
    (line) => line.units.some((unit) => unit.inspection === 'pending') && line.receivedQuantity > 0,
  )
  const absent = shown.lines.filter((line) => line.units.some((unit) => isAbsent(unit.inspection)))
  const [gradings, setGradings] = useState<Record<string, Grading | null>>({})
  const toast = useToast()
  const inspect = useAction(
    (chosen: Grading[], options) => call('POST /returns/:id/inspection', { id: shown.id, lines: chosen }, options),
    (after) => toast(t(after.version === shown.version ? 'inspect.secondPerson' : 'inspect.done')),
  )
  const set = useCallback(
    (id: string, grading: Grading | null) => setGradings((before) => ({ ...before, [id]: grading })),
    [],
  )
  const chosen = lines.flatMap((line) => gradings[line.id] ?? [])
  return (
    <Section title={t('inspect.title')}>
      <div className="grid gap-6 p-4">
        {absent.map((line) => (
          <Absent key={line.id} line={line} isPending={inspect.isPending} onSay={(said) => void inspect.run([said])} />
        ))}
        {lines.map((line) => (
          <div key={line.id} className="grid gap-4">
            <ReturnLineHead line={line} />
            <LineGrade id={line.id} line={line} onChange={set} />
          </div>
        ))}
        <ActionTrouble error={inspect.error} />
        {lines.length > 0 && (
          <Button
            look="primary"
            className="justify-self-start"
            isDisabled={chosen.length === 0}
            isPending={inspect.isPending}
            onPress={() => void inspect.run(chosen)}
          >
            {t('inspect.save')}
          </Button>
        )}
      </div>
    </Section>
  )
}

function isAbsent(inspection: string): inspection is 'missing' | 'wrong_item' {
  return inspection === 'missing' || inspection === 'wrong_item'
}

/** What was not in the box: found after all, or confirmed by a second look. */
function Absent({
  line,
  isPending,
  onSay,
}: {
  line: Return['lines'][number]
  isPending: boolean
  onSay: (grading: Grading) => void
}) {
  const { t } = useConsole()
  const [note, setNote] = useState('')
  const verdict = line.units.map((unit) => unit.inspection).find(isAbsent) ?? 'missing'
  return (
    <div className="grid gap-4">
      <ReturnLineHead line={line} />
      <Banner tone="warn" title={t(`absent.${verdict}`)}>
        {t('absent.detail')}
      </Banner>
      <TextField
        label={t('inspect.note')}
        hint={t('inspect.noteHint')}
        lines={2}
        value={note}
        onChange={setNote}
        maxLength={1000}
      />
      <div className="flex flex-wrap gap-2">
        <Button
          isPending={isPending}
          onPress={() =>
            onSay({
              line: line.id,
              verdict: 'as_described',
              grade: 'good',
              deductPercent: 0,
              ...(note.trim() ? { note: note.trim() } : {}),
            })
          }
        >
          {t('absent.found')}
        </Button>
        <Button
          isDisabled={note.trim().length < 3 || isPending}
          onPress={() => onSay({ line: line.id, verdict, grade: 'good', deductPercent: 0, note: note.trim() })}
        >
          {t('absent.confirm')}
        </Button>
      </div>
    </div>
  )
}

function LineGrade({
  id,
  line,
  onChange,
}: {
  id: string
  line: Return['lines'][number]
  onChange: (id: string, grading: Grading | null) => void
}) {
  const open = line.units.filter((unit) => unit.inspection === 'pending').length
  const set = useCallback((grading: Grading | null) => onChange(id, grading), [id, onChange])
  return <GradeLine line={line} quantity={open} onChange={set} />
}

function Parcels({ shown }: { shown: Return }) {
  const { t, format } = useConsole()
  const parcels = shown.parcels.filter((parcel) => parcel.state !== 'canceled')
  if (parcels.length === 0) return null
  return (
    <Section title={t('returns.parcels')} count={parcels.length}>
      <ul className="divide-y divide-line">
        {parcels.map((parcel) => (
          <li key={parcel.id} className="grid gap-3 px-4 py-3.5">
            <span className="flex flex-wrap items-center gap-2">
              <Badge>{t(`parcelKind.${parcel.kind}`)}</Badge>
              <Badge tone={parcel.state === 'lost' ? 'warn' : 'neutral'}>{t(`parcelState.${parcel.state}`)}</Badge>
              {parcel.label?.state === 'failed' && <Badge tone="bad">{t('returns.labelFailed')}</Badge>}
              {parcel.weight?.fits === false && (
                <Badge tone="warn">
                  {t('returns.weight', {
                    measured: format.number(parcel.weight.measuredGrams ?? 0),
                    expected: format.number(parcel.weight.expectedGrams ?? 0),
                  })}
                </Badge>
              )}
              {parcel.trackingNumber && <CopyText text={parcel.trackingNumber} label={t('common.copy')} />}
            </span>
            {parcel.point && (
              <p className="text-sm text-soft">
                {parcel.point.name}
                {parcel.acceptedAt && <> · {t('returns.acceptedAt', { when: format.moment(parcel.acceptedAt) })}</>}
              </p>
            )}
            {parcel.scans.length > 0 && (
              <Timeline
                label={t('returns.scans')}
                steps={parcel.scans.map((scan, index) => ({
                  id: `${scan.at} ${index}`,
                  title: <span className="text-sm">{scan.words}</span>,
                  detail: (
                    <span className="text-sm">{[scan.place, format.moment(scan.at)].filter(Boolean).join(' · ')}</span>
                  ),
                  state: index === parcel.scans.length - 1 ? 'now' : 'done',
                }))}
              />
            )}
          </li>
        ))}
      </ul>
      {shown.replacementId && <Banner tone="note" title={t('returns.sentInstead')} />}
    </Section>
  )
}
