import type { Claim } from '#contract/claims'
import { useState } from 'react'
import { call, type Input } from '../../kit/call.ts'
import { useAction } from '../../kit/use-action.ts'
import { Button } from '../../ui/button.tsx'
import { TextField } from '../../ui/text-field.tsx'
import { ClaimTrouble } from './claim-trouble.tsx'
import { EvidenceFields } from './evidence-fields.tsx'
import { useClaimText } from './text.ts'
import { kindsFor, useEvidence } from './use-evidence.ts'
import type { Viewer } from './words.ts'

type Appeal = Input<'POST /claims/:id/appeal'>

/** Another look, once, with something new to show. */
export function AppealForm({ claim, viewer }: { claim: Claim; viewer: Viewer }) {
  const { t } = useClaimText()
  const [words, setWords] = useState('')
  const draft = useEvidence(kindsFor(claim.ground, viewer))
  const appeal = useAction((input: Appeal, options) => call('POST /claims/:id/appeal', input, options))
  const { evidence } = draft
  const isWhole = evidence !== null && words.trim().length >= 3
  return (
    <div className="grid gap-4">
      <p className="text-soft">{t('appeal.detail')}</p>
      <TextField label={t('appeal.words')} lines={3} maxLength={2000} value={words} onChange={setWords} isRequired />
      <EvidenceFields draft={draft} withWords={false} />
      <Button
        look="primary"
        wide
        isPending={appeal.isPending}
        isDisabled={!isWhole}
        onPress={() => evidence && void appeal.run({ id: claim.id, words: words.trim(), evidence: [evidence] })}
      >
        {t('appeal.send')}
      </Button>
      <ClaimTrouble error={appeal.error} />
    </div>
  )
}
