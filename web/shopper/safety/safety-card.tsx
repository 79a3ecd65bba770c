import type { Problem } from '#contract/problems'
import type { SafetyCard as Report } from '#contract/safety'
import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { useState } from 'react'
import { call } from '../../kit/call.ts'
import { useAction } from '../../kit/use-action.ts'
import { ActionTrouble } from '../../parts/trouble.tsx'
import { buttonClass } from '../../ui/button-looks.ts'
import { Button } from '../../ui/button.tsx'
import { Card } from '../../ui/card.tsx'
import { orderSafetyQuery, safetyQuery } from '../data.ts'
import { useShopper } from '../text.ts'
import { FirstHelp } from './first-help.tsx'
import { type WhatHappened, WhatHappenedFields } from './what-happened.tsx'

/** Who is with the shopper since it hurt someone, and by when; before everything else on the page. */
export function SafetyCard({ problem }: { problem: Problem }) {
  const report = useQuery(safetyQuery(problem.id)).data?.report
  return report ? <WithYou report={report} problemId={problem.id} /> : null
}

function WithYou({ report, problemId }: { report: Report; problemId?: string }) {
  const { t, format } = useShopper()
  const again = useAction((id: string, options) => call('POST /problems/:id/same-again', { id }, options))
  const words =
    report.state === 'closed'
      ? t('safety.closed')
      : report.state === 'looked_at'
        ? t('safety.withYou', { person: report.person ?? t('safety.somebody') })
        : format.isPast(report.answerBy)
          ? t('safety.late')
          : t('safety.by', { moment: format.moment(report.answerBy) })
  return (
    <section aria-label={t('safety.title')} className="grid gap-4">
      {report.state !== 'closed' && <FirstHelp />}
      <Card className="grid gap-3 p-5">
        <h2 className="text-xl">{t('safety.headline')}</h2>
        <p role="status">{words}</p>
        <p className="text-soft">{t('safety.notAgain')}</p>
        <div className="flex flex-wrap gap-2">
          {report.conversationId && (
            <Link
              to="/conversations/$conversationId"
              params={{ conversationId: report.conversationId }}
              className={buttonClass({ look: 'primary' })}
            >
              {t('safety.talk')}
            </Link>
          )}
          {problemId && report.canAskForSame && (
            <Button look="quiet" isPending={again.isPending} onPress={() => void again.run(problemId)}>
              {t('safety.sameAgain')}
            </Button>
          )}
        </div>
        <ActionTrouble error={again.error} />
        <p className="text-sm text-soft">{t('safety.reference', { reference: report.reference })}</p>
      </Card>
    </section>
  )
}

/** It hurt someone after all: said later, whatever has become of the problem. */
export function TellHarm({ problem }: { problem: Problem }) {
  const known = useQuery(safetyQuery(problem.id)).data
  return (
    known && (
      <TellIt
        isKnown={known.report !== null}
        send={(input, options) => call('POST /problems/:id/harm', { id: problem.id, ...input }, options)}
      />
    )
  )
}

/** The same where no problem can be reported: it was paid back, or is on its way back, and can still hurt somebody. */
export function TellHarmOfOrder({ orderId, itemId }: { orderId: string; itemId?: string | undefined }) {
  const known = useQuery(orderSafetyQuery(orderId)).data
  return (
    known && (
      <div className="mt-6 grid gap-4">
        {known.report && <WithYou report={known.report} />}
        <TellIt
          isKnown={known.report !== null}
          send={(input, options) =>
            call('POST /orders/:id/harm', { id: orderId, ...(itemId ? { item: itemId } : {}), ...input }, options)
          }
        />
      </div>
    )
  )
}

type Told = { who?: 'person' | 'property'; note?: string }

function TellIt({
  isKnown,
  send,
}: {
  isKnown: boolean
  send: (input: Told, options: { idempotencyKey: string }) => Promise<unknown>
}) {
  const { t } = useShopper()
  const [said, setSaid] = useState<WhatHappened | null>(null)
  const tell = useAction(send, () => {
    setSaid(null)
    scrollTo({ top: 0 })
  })
  if (!said)
    return (
      <section className="flex flex-wrap items-center justify-between gap-3 rounded-xl border border-line px-5 py-4">
        <p className="min-w-0 flex-1 basis-60 text-soft">{t(isKnown ? 'safety.moreInvite' : 'safety.invite')}</p>
        <Button onPress={() => setSaid({ who: null, note: '' })}>{t(isKnown ? 'safety.more' : 'safety.tell')}</Button>
      </section>
    )
  const { who, note } = said
  return (
    <Card aria-label={t('safety.tell')} className="grid gap-4 p-5">
      {!isKnown && <FirstHelp />}
      <WhatHappenedFields value={said} onChange={setSaid} />
      <ActionTrouble error={tell.error} />
      <Button
        look="primary"
        size="large"
        isPending={tell.isPending}
        onPress={() => void tell.run({ ...(who ? { who } : {}), ...(note.trim() ? { note: note.trim() } : {}) })}
      >
        {t('safety.send')}
      </Button>
    </Card>
  )
}
