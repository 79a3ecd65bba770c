import type { Claim } from '#contract/claims'
import { call } from '../../kit/call.ts'
import { useAction } from '../../kit/use-action.ts'
import { Button } from '../../ui/button.tsx'
import { useToast } from '../../ui/toasts.tsx'
import { ClaimTrouble } from './claim-trouble.tsx'
import { EvidenceFields } from './evidence-fields.tsx'
import { useClaimText } from './text.ts'
import { type Evidence, kindsFor, useEvidence } from './use-evidence.ts'
import type { Viewer } from './words.ts'

/** Something more to show, by either side, while a claim is not decided. */
export function AddEvidence({ claim, viewer }: { claim: Claim; viewer: Viewer }) {
  const { t } = useClaimText()
  const toast = useToast()
  const draft = useEvidence(kindsFor(claim.ground, viewer))
  const add = useAction(
    (evidence: Evidence, options) => call('POST /claims/:id/evidence', { id: claim.id, ...evidence }, options),
    () => {
      draft.clear()
      toast(t('form.added'))
    },
  )
  const { evidence } = draft
  return (
    <div className="grid gap-4">
      <EvidenceFields draft={draft} />
      <Button
        look="primary"
        wide
        isPending={add.isPending}
        isDisabled={!evidence}
        onPress={() => evidence && void add.run(evidence)}
      >
        {t('form.add')}
      </Button>
      <ClaimTrouble error={add.error} />
    </div>
  )
}
