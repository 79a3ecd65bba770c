import type { Claim } from '#contract/claims'
import { useState } from 'react'
import { call, type Input } from '../../kit/call.ts'
import { useAction } from '../../kit/use-action.ts'
import { useUploads } from '../../kit/use-uploads.ts'
import { Button } from '../../ui/button.tsx'
import { Card } from '../../ui/card.tsx'
import { TextField } from '../../ui/text-field.tsx'
import { PhotoUpload } from '../photo-upload.tsx'
import { ClaimTrouble } from './claim-trouble.tsx'
import { useClaimText } from './text.ts'
import { evidenceFiles } from './use-evidence.ts'

type Answer = Input<'POST /claims/:id/question-answer'>

/** What one side was asked, and the answer to it with a photo where that says more. */
export function QuestionCard({ claim }: { claim: Claim }) {
  const { t, format } = useClaimText()
  const [words, setWords] = useState('')
  const files = useUploads(evidenceFiles)
  const answer = useAction((input: Answer, options) => call('POST /claims/:id/question-answer', input, options))
  const { question } = claim
  if (!question) return null
  const isSending = files.uploads.some(({ state }) => state === 'sending' || state === 'waiting')
  const ids = files.uploads.flatMap((upload) => upload.file?.id ?? [])
  return (
    <Card className="grid gap-4 border-accent p-5 ring-1 ring-accent sm:p-6" aria-label={t('question.title')}>
      <div>
        <div className="flex flex-wrap items-baseline justify-between gap-x-4">
          <h2 className="text-lg">{t('question.title')}</h2>
          <p className="text-sm text-soft">{t('by', { when: format.dayAndTime(question.dueAt) })}</p>
        </div>
        <p dir="auto" className="mt-1 wrap-anywhere whitespace-pre-line">
          {question.words}
        </p>
      </div>
      <TextField label={t('question.answer')} lines={3} maxLength={2000} value={words} onChange={setWords} isRequired />
      <PhotoUpload files={files} limits={evidenceFiles}>
        {t(files.uploads.length > 0 ? 'form.more' : 'form.photos')}
      </PhotoUpload>
      <Button
        look="primary"
        size="large"
        wide
        isPending={answer.isPending}
        isDisabled={!words.trim() || isSending}
        onPress={() =>
          void answer.run({ id: claim.id, words: words.trim(), ...(ids.length > 0 ? { files: ids } : {}) })
        }
      >
        {t('question.send')}
      </Button>
      <ClaimTrouble error={answer.error} />
    </Card>
  )
}
