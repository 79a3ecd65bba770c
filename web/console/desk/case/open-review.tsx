import type { Review } from '#contract/problems'
import { useState } from 'react'
import { call, type Input } from '../../../kit/call.ts'
import { useAction } from '../../../kit/use-action.ts'
import { useRemedyChoices } from '../../../parts/remedy-choices.ts'
import { ActionTrouble } from '../../../parts/trouble.tsx'
import { Button } from '../../../ui/button.tsx'
import { TextField } from '../../../ui/text-field.tsx'
import { useToast } from '../../../ui/toasts.tsx'
import { Deadline } from '../../layout/deadline.tsx'
import { useConsole } from '../../text.ts'
import { RemedyButton } from './remedy-button.tsx'

/** A matter that a person decides: by whom, by when, and, for whoever may, the decision with a reason in place. */
export function OpenReview({ review }: { review: Review }) {
  const { t } = useConsole()
  const toast = useToast()
  const choices = useRemedyChoices()(review.remedies)
  const [note, setNote] = useState('')
  const [taken, setTaken] = useState<string | null>(null)
  const decide = useAction(
    (input: Input<'POST /reviews/:id/decision'>, options) => call('POST /reviews/:id/decision', input, options),
    () => toast(t('review.decided')),
  )
  const hasReason = note.trim().length >= 3
  return (
    <div className="grid gap-2.5">
      <p className="flex flex-wrap items-center gap-2">
        <span className="font-[600]">{t('case.review')}</span>
        <Deadline at={review.decideBy} />
      </p>
      <p className="text-sm">
        <bdi>{review.question}</bdi>
      </p>
      <p className="text-sm text-soft">
        <bdi>{review.onSilenceWords}</bdi>
      </p>
      {review.notAllowed.map((reason) => (
        <p key={reason.code} className="text-sm text-warn">
          {reason.message}
        </p>
      ))}
      {review.allowed.includes('decide') && (
        <>
          <TextField label={t('review.note')} value={note} onChange={setNote} maxLength={2000} />
          <ul className="grid gap-2">
            {choices.map(({ id, title, remedy, variant }) => (
              <li key={id}>
                <RemedyButton
                  title={title}
                  cost={remedy.cost}
                  effect={`${t(`effect.${remedy.kind}`)} ${remedy.rule}`}
                  isBest={remedy.recommended}
                  isDisabled={!hasReason || (decide.isPending && taken !== id)}
                  isPending={decide.isPending && taken === id}
                  onPress={() => {
                    setTaken(id)
                    void decide.run({ id: review.id, remedy: remedy.id, variant, note: note.trim() })
                  }}
                />
              </li>
            ))}
          </ul>
          <Button
            size="small"
            look="quiet"
            isDisabled={!hasReason || decide.isPending}
            onPress={() => void decide.run({ id: review.id, decline: true, note: note.trim() })}
            className="justify-self-start"
          >
            {t('review.decline')}
          </Button>
        </>
      )}
      <ActionTrouble error={decide.error} />
    </div>
  )
}
