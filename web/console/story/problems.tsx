import type { Problem } from '#contract/problems'
import { useState } from 'react'
import { call } from '../../kit/call.ts'
import { useAction } from '../../kit/use-action.ts'
import { Photos } from '../../parts/photos.tsx'
import type { Remedy } from '../../parts/remedy-card.tsx'
import { type RemedyChoice, useRemedyChoices } from '../../parts/remedy-choices.ts'
import { ActionTrouble } from '../../parts/trouble.tsx'
import { Badge, type Tone } from '../../ui/badge.tsx'
import { Button } from '../../ui/button.tsx'
import { CopyText } from '../../ui/copy-text.tsx'
import { useConsole } from '../text.ts'
import { TellHarm } from '../safety/tell-harm.tsx'
import { Section } from './section.tsx'
import { useRuleWords } from '../../parts/words.ts'
import { useProblemHeadline } from '../../parts/problem-headline.ts'

const tones: Record<Problem['state'], Tone> = {
  open: 'warn',
  waiting: 'note',
  in_review: 'note',
  remedied: 'good',
  turned_up: 'good',
  withdrawn: 'neutral',
  closed: 'neutral',
}

/** What went wrong and what came of it; what the rules allow is one click away. */
export function Problems({ problems }: { problems: Problem[] }) {
  const { t } = useConsole()
  if (problems.length === 0) return null
  return (
    <Section title={t('problems.title')} count={problems.length}>
      <ul className="divide-y divide-line">
        {problems.map((problem) => (
          <li key={problem.id} className="px-4 py-3.5">
            <OneProblem problem={problem} />
          </li>
        ))}
      </ul>
    </Section>
  )
}

function OneProblem({ problem }: { problem: Problem }) {
  const { t, format } = useConsole()
  const rule = useRuleWords()
  const headline = useProblemHeadline()
  const choicesOf = useRemedyChoices()
  const [taken, setTaken] = useState<string | null>(null)
  const take = useAction(({ remedy, variant }: Pick<RemedyChoice, 'remedy' | 'variant'>, options) =>
    call('POST /problems/:id/remedy', { id: problem.id, remedy: remedy.id, ...(variant ? { variant } : {}) }, options),
  )
  const canTake = problem.allowed.some((action) => action.action === 'take_remedy')
  return (
    <div className="grid gap-2.5">
      <div className="flex flex-wrap items-center gap-2 text-sm">
        <Badge tone={tones[problem.state]}>{t(`problemState.${problem.state}`)}</Badge>
        {problem.decision.riskBand && (
          <Badge tone={problem.decision.riskBand === 'high' ? 'warn' : 'neutral'}>
            {t(`risk.${problem.decision.riskBand}`)}
          </Badge>
        )}
        <CopyText text={problem.reference} label={t('common.copy')} />
        <time className="ms-auto text-soft" dateTime={problem.openedAt} title={format.exact(problem.openedAt)}>
          {format.fromNow(problem.openedAt)}
        </time>
      </div>
      <div>
        <p className="font-[580]">{t(`problemKind.${problem.kind}`)}</p>
        <p className="text-sm text-soft">
          {headline(problem)} · <span className="tabular">{format.money(problem.value)}</span>
        </p>
      </div>
      <ul className="grid list-disc gap-0.5 ps-5 text-sm text-soft">
        {problem.decision.reasons.map((reason) => (
          <li key={reason.code}>{rule('reason', reason)}</li>
        ))}
      </ul>
      {problem.files.length > 0 && <Photos files={problem.files} isTheirs />}
      {canTake && problem.remedies.length > 0 && (
        <div className="grid gap-2 rounded-lg bg-sunken p-3">
          <p className="text-sm text-soft">{t('problems.offered')}</p>
          <div className="flex flex-wrap gap-2">
            {choicesOf(problem.remedies).map(({ id, title, remedy, variant }) => (
              <Button
                key={id}
                size="small"
                look={remedy.recommended ? 'primary' : 'secondary'}
                isDisabled={
                  Boolean(remedy.availableAt && !format.isPast(remedy.availableAt)) || (take.isPending && taken !== id)
                }
                isPending={take.isPending && taken === id}
                onPress={() => {
                  setTaken(id)
                  void take.run({ remedy, variant })
                }}
              >
                {title}
              </Button>
            ))}
          </div>
          <ActionTrouble error={take.error} />
        </div>
      )}
      {problem.taken && (
        <p className="text-sm">
          {t('problems.taken', {
            remedy: t(`remedy.${problem.taken.kind as Remedy['kind']}`),
            when: format.moment(problem.taken.at),
          })}
        </p>
      )}
      <TellHarm problemId={problem.id} />
    </div>
  )
}
