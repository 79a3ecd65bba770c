import type { TrustAssessment } from '#contract/trust'
import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { call } from '../../kit/call.ts'
import { useAction } from '../../kit/use-action.ts'
import { Badge } from '../../ui/badge.tsx'
import { Button } from '../../ui/button.tsx'
import { Skeleton } from '../../ui/skeleton.tsx'
import { TextField } from '../../ui/text-field.tsx'
import { trustQuery } from '../data.ts'
import { ActionDialog } from '../layout/action-dialog.tsx'
import { useConsole } from '../text.ts'
import { Section } from './section.tsx'
import { useRuleWords } from '../../parts/words.ts'

/** How far a remedy can be instant for this shopper, and why. A signal that is wrong is corrected here. */
export function TrustCard({ customerId }: { customerId: string }) {
  const { t } = useConsole()
  const trust = useQuery(trustQuery(customerId))
  if (trust.isError) return null
  if (!trust.data) return <Skeleton className="h-32 w-full rounded-xl" />
  return (
    <Section
      title={t('trust.title')}
      end={
        <Badge tone={trust.data.band === 'low' ? 'good' : trust.data.band === 'medium' ? 'note' : 'warn'}>
          {t(`risk.${trust.data.band}`)}
        </Badge>
      }
    >
      <Assessment trust={trust.data} />
    </Section>
  )
}

export function Assessment({ trust }: { trust: TrustAssessment }) {
  const { t, format } = useConsole()
  const rule = useRuleWords()
  const [correcting, setCorrecting] = useState<string | null>(null)
  return (
    <div className="grid gap-3 px-4 py-3 text-sm">
      <p>
        <span className="tabular text-lg font-[640]">{format.number(trust.score)}</span>{' '}
        <span className="text-soft">{t('trust.of100')}</span> · {t(`history.${trust.history}`)}
      </p>
      {trust.hold && (
        <p className="rounded-md bg-warn-wash px-3 py-2">
          {t('trust.hold', { step: trust.hold.step.replaceAll('_', ' '), reason: trust.hold.reason })}
        </p>
      )}
      {trust.reasons.length > 0 && (
        <ul className="grid gap-1">
          {trust.reasons.map((reason) => (
            <li key={reason.code} className="flex justify-between gap-3">
              <span>{rule('trustReason', reason)}</span>
              <span className="tabular shrink-0 text-soft">
                {format.number(reason.points, { signDisplay: 'exceptZero' })}
              </span>
            </li>
          ))}
        </ul>
      )}
      {trust.signals.length > 0 && (
        <details>
          <summary className="link cursor-pointer">{t('trust.signals', { count: trust.signals.length })}</summary>
          <ul className="mt-2 grid gap-2">
            {trust.signals.map((signal) => (
              <li key={signal.id} className="grid gap-0.5 border-t border-line pt-2">
                <span className={signal.voided ? 'text-faint line-through' : undefined}>
                  {rule('trustSignal', { code: signal.kind, words: signal.words })}
                </span>
                <span className="flex items-center justify-between text-soft">
                  {format.shortDate(signal.at)}
                  {!signal.voided && (
                    <Button look="quiet" size="small" onPress={() => setCorrecting(signal.id)}>
                      {t('trust.correct')}
                    </Button>
                  )}
                </span>
              </li>
            ))}
          </ul>
        </details>
      )}
      {trust.linked.length > 0 && <p className="text-soft">{t('trust.linked', { count: trust.linked.length })}</p>}
      {correcting && <Correction signalId={correcting} onClose={() => setCorrecting(null)} />}
    </div>
  )
}

function Correction({ signalId, onClose }: { signalId: string; onClose: () => void }) {
  const { t } = useConsole()
  const [reason, setReason] = useState('')
  const correct = useAction(
    (why: string, options) => call('POST /trust-signals/:id/correction', { id: signalId, reason: why }, options),
    onClose,
  )
  return (
    <ActionDialog
      title={t('trust.correctTitle')}
      label={t('trust.correctButton')}
      isReady={reason.trim().length >= 3}
      isPending={correct.isPending}
      error={correct.error}
      onPress={() => void correct.run(reason.trim())}
      onClose={onClose}
    >
      <p className="text-soft">{t('trust.correctDetail')}</p>
      <TextField
        label={t('trust.correctReason')}
        value={reason}
        onChange={setReason}
        lines={2}
        maxLength={500}
        autoFocus
      />
    </ActionDialog>
  )
}
