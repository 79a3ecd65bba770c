import type { QualitySample } from '#contract/insights'
import { useState } from 'react'
import { call } from '../../kit/call.ts'
import { useAction } from '../../kit/use-action.ts'
import { Select } from '../../ui/select.tsx'
import { TextField } from '../../ui/text-field.tsx'
import { ActionDialog } from '../layout/action-dialog.tsx'
import { useConsole } from '../text.ts'

type Answers = NonNullable<QualitySample['answers']>
type Answer = Answers[keyof Answers]

/** Six questions about one conversation, and a word to whoever had it. */
export function ScoreDialog({
  sample,
  questions,
  onClose,
}: {
  sample: QualitySample
  questions: string[]
  onClose: () => void
}) {
  const { t } = useConsole()
  const [answers, setAnswers] = useState<Answers>(
    sample.answers ?? (Object.fromEntries(questions.map((question) => [question, 'yes'])) as Answers),
  )
  const [note, setNote] = useState(sample.note)
  const save = useAction(
    (input: { answers: Answers; note: string }, options) =>
      call('PUT /quality/samples/:id', { id: sample.id, version: sample.version, ...input }, options),
    onClose,
  )
  const choices = (['yes', 'no', 'does_not_apply'] as const).map((id) => ({ id, label: t(`quality.answer.${id}`) }))
  return (
    <ActionDialog
      title={t('quality.title', { reference: sample.conversation.reference })}
      label={t('quality.save')}
      isPending={save.isPending}
      error={save.error}
      onPress={() => void save.run({ answers, note })}
      onClose={onClose}
    >
      {questions.map((question) => (
        <Select
          key={question}
          label={t(`quality.question.${question}` as 'quality.question.right_remedy')}
          choices={choices}
          value={answers[question as keyof Answers]}
          onChange={(answer) => setAnswers({ ...answers, [question]: answer as Answer })}
        />
      ))}
      <TextField label={t('quality.note')} lines={3} maxLength={2_000} value={note} onChange={setNote} />
    </ActionDialog>
  )
}
