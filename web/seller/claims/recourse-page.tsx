import { Link, useNavigate, useSearch } from '@tanstack/react-router'
import { useState } from 'react'
import { call, type Input } from '../../kit/call.ts'
import { useAction } from '../../kit/use-action.ts'
import { useUploads } from '../../kit/use-uploads.ts'
import { ClaimTrouble } from '../../parts/claims/claim-trouble.tsx'
import { useClaimText } from '../../parts/claims/text.ts'
import { evidenceFiles } from '../../parts/claims/use-evidence.ts'
import { PhotoUpload } from '../../parts/photo-upload.tsx'
import { Button } from '../../ui/button.tsx'
import { Card } from '../../ui/card.tsx'
import { ChoiceList } from '../../ui/choice-list.tsx'
import { TextField } from '../../ui/text-field.tsx'
import { Page } from '../layout/page.tsx'

type Request = Input<'POST /recourses'>
const grounds = ['damaged_return', 'other_item', 'not_returned', 'abuse'] as const

/** A debit that no claim went before, asked back once: what was wrong, and what shows it. */
export function RecoursePage() {
  const { t } = useClaimText()
  const { debit } = useSearch({ from: '/inside/recourse' })
  const navigate = useNavigate()
  const [ground, setGround] = useState<Request['ground']>('damaged_return')
  const [words, setWords] = useState('')
  const files = useUploads(evidenceFiles)
  const ask = useAction(
    (request: Request, options) => call('POST /recourses', request, options),
    () => navigate({ to: '/claims' }),
  )
  const isSending = files.uploads.some(({ state }) => state === 'sending' || state === 'waiting')
  const ids = files.uploads.flatMap((upload) => upload.file?.id ?? [])
  return (
    <Page title={t('recourse.title')} detail={t('recourse.detail')}>
      <Card className="grid max-w-2xl gap-5 p-5">
        {debit ? (
          <>
            <ChoiceList
              label={t('recourse.why')}
              value={ground}
              onChange={(id) => setGround(id as Request['ground'])}
              choices={grounds.map((id) => ({ id, label: t(`recourse.ground.${id}`) }))}
            />
            <TextField
              label={t('recourse.words')}
              lines={3}
              maxLength={2000}
              value={words}
              onChange={setWords}
              isRequired
            />
            <PhotoUpload files={files} limits={evidenceFiles}>
              {t(files.uploads.length > 0 ? 'form.more' : 'form.files')}
            </PhotoUpload>
            <Button
              look="primary"
              className="justify-self-start"
              isPending={ask.isPending}
              isDisabled={isSending || words.trim().length < 3}
              onPress={() =>
                void ask.run({ debit, ground, words: words.trim(), ...(ids.length > 0 ? { files: ids } : {}) })
              }
            >
              {t('recourse.ask')}
            </Button>
            <ClaimTrouble error={ask.error} />
          </>
        ) : (
          <p className="text-soft">
            {t('recourse.none')}{' '}
            <Link to="/statement" className="link">
              {t('portal.debit.statement')}
            </Link>
          </p>
        )}
      </Card>
    </Page>
  )
}
