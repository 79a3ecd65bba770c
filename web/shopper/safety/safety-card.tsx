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
import { safetyQuery } from '../data.ts'
import { useShopper } from '../text.ts'
import { FirstHelp } from './first-help.tsx'
import { type WhatHappened, WhatHappenedFields } from './what-happened.tsx'

/** Who is with the shopper since it hurt someone, and by when; before everything else on the page. */
export function SafetyCard({ problem }: { problem: Problem }) {
  const report = useQuery(safetyQuery(problem.id)).data?.report
  return report ? <WithYou problem={problem} report={report} /> : null
}

function WithYou({ problem, report }: { problem: Problem; report: Report }) {
  const { t, format } = useShopper()
  const again = useAction((_: null, options) => call('POST /problems/:id/same-again', { id: problem.id }, options))
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
          {report.canAskForSame && (
            <Button look="quiet" isPending={again.isPending} onPress={() => void again.run(null)}>
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
  const { t } = useShopper()
  const known = useQuery(safetyQuery(problem.id)).data
  const [said, setSaid] = useState<WhatHappened | null>(null)
  const tell = useAction(
    ({ who, note }: WhatHappened, options) =>
      call(
        'POST /problems/:id/harm',
        { id: problem.id, ...(who ? { who } : {}), ...(note.trim() ? { note: note.trim() } : {}) },
        options,
      ),
    () => {
      setSaid(null)
      scrollTo({ top: 0 })
    },
  )
  if (!known) return null
  if (!said)
    return (
      <section className="flex flex-wrap items-center justify-between gap-3 rounded-xl border border-line px-5 py-4">
        <p className="min-w-0 flex-1 basis-60 text-soft">{t(known.report ? 'safety.moreInvite' : 'safety.invite')}</p>
        <Button onPress={() => setSaid({ who: null, note: '' })}>
          {t(known.report ? 'safety.more' : 'safety.tell')}
        </Button>
      </section>
    )
  return (
    <Card aria-label={t('safety.tell')} className="grid gap-4 p-5">
      {!known.report && <FirstHelp />}
      <WhatHappenedFields value={said} onChange={setSaid} />
      <ActionTrouble error={tell.error} />
      <Button look="primary" size="large" isPending={tell.isPending} onPress={() => void tell.run(said)}>
        {t('safety.send')}
      </Button>
    </Card>
  )
}
