import type { Problem } from '#contract/problems'
import ImagePlus from 'lucide-react/icons/image-plus'
import { useState } from 'react'
import { call } from '../../../kit/call.ts'
import { useAction } from '../../../kit/use-action.ts'
import { Photos } from '../../../parts/photos.tsx'
import { type RemedyChoice, useRemedyChoices } from '../../../parts/remedy-choices.ts'
import { ActionTrouble } from '../../../parts/trouble.tsx'
import { Badge } from '../../../ui/badge.tsx'
import { Button } from '../../../ui/button.tsx'
import { Checkbox } from '../../../ui/checkbox.tsx'
import { useToast } from '../../../ui/toasts.tsx'
import { useConsole } from '../../text.ts'
import { RemedyButton } from './remedy-button.tsx'
import { useRuleWords } from '../../../parts/words.ts'
import { useProblemHeadline } from '../../../parts/problem-headline.ts'

/** A problem that is open: why the rules say what they say, and each remedy with cost, rule and effect on one button. */
export function OpenProblem({ problem, photos }: { problem: Problem; photos: string[] }) {
  const { t, format } = useConsole()
  const headline = useProblemHeadline()
  const rule = useRuleWords()
  const toast = useToast()
  const choices = useRemedyChoices()(problem.remedies)
  const [taken, setTaken] = useState<string | null>(null)
  const [said, setSaid] = useState(false)
  const take = useAction(
    ({ remedy, variant }: Pick<RemedyChoice, 'remedy' | 'variant'>, options) =>
      call(
        'POST /problems/:id/remedy',
        {
          id: problem.id,
          remedy: remedy.id,
          ...(variant ? { variant } : {}),
          ...(remedy.requires?.includes('statement') ? { statement: said } : {}),
          ...(remedy.consent ? { consent: said } : {}),
        },
        options,
      ),
    () => toast(t('case.taken')),
  )
  const addPhotos = useAction((files: string[], options) =>
    call('POST /problems/:id/files', { id: problem.id, files }, options),
  )
  const canTake = problem.allowed.some((action) => action.action === 'take_remedy')
  const unsent = photos.filter((id) => !problem.files.some((file) => file.id === id))
  const needsWord = choices.some(({ remedy }) => remedy.requires?.includes('statement') || remedy.consent)
  return (
    <div className="grid gap-2.5">
      <p className="flex flex-wrap items-center gap-2">
        <span className="font-[600]">{t(`problemKind.${problem.kind}`)}</span>
        <Badge tone={problem.state === 'open' ? 'warn' : 'note'}>{t(`problemState.${problem.state}`)}</Badge>
        <span className="tabular ms-auto text-sm text-soft">{format.money(problem.value)}</span>
      </p>
      <p className="text-sm text-soft">{headline(problem)}</p>
      {problem.decision.reasons.length > 0 && (
        <p className="text-sm text-soft">
          <span className="font-[560] text-ink">{t('case.rule')}</span>{' '}
          {problem.decision.reasons.map((reason) => rule('reason', reason)).join(' ')}
        </p>
      )}
      {problem.files.length > 0 && <Photos files={problem.files} isTheirs />}
      {(problem.photos?.missing ?? 0) > 0 && unsent.length > 0 && (
        <Button
          size="small"
          icon={<ImagePlus className="size-4" aria-hidden="true" />}
          isPending={addPhotos.isPending}
          onPress={() => void addPhotos.run(unsent.slice(0, 10))}
          className="justify-self-start"
        >
          {t('case.addPhotos', { count: unsent.length })}
        </Button>
      )}
      {canTake && needsWord && (
        <Checkbox isSelected={said} onChange={setSaid}>
          {t('case.said')}
        </Checkbox>
      )}
      {canTake && (
        <ul className="grid gap-2">
          {choices.map(({ id, title, remedy, variant }) => {
            const later = remedy.availableAt && !format.isPast(remedy.availableAt) ? remedy.availableAt : null
            return (
              <li key={id}>
                <RemedyButton
                  title={title}
                  cost={remedy.cost ?? null}
                  effect={t(`effect.${remedy.kind}`)}
                  note={
                    later
                      ? t('remedy.from', { moment: format.dayAndTime(later) })
                      : remedy.requires?.includes('photo')
                        ? t('case.withoutPhoto')
                        : null
                  }
                  isBest={remedy.recommended}
                  isDisabled={
                    Boolean(later) ||
                    (take.isPending && taken !== id) ||
                    (!said && Boolean(remedy.requires?.includes('statement') || remedy.consent))
                  }
                  isPending={take.isPending && taken === id}
                  onPress={() => {
                    setTaken(id)
                    void take.run({ remedy, variant })
                  }}
                />
              </li>
            )
          })}
        </ul>
      )}
      <ActionTrouble error={take.error ?? addPhotos.error} />
    </div>
  )
}
