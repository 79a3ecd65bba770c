import type { Claim } from '#contract/claims'
import { useState } from 'react'
import { call } from '../../kit/call.ts'
import { useAction } from '../../kit/use-action.ts'
import { ClaimTrouble } from '../../parts/claims/claim-trouble.tsx'
import { useClaimText } from '../../parts/claims/text.ts'
import { Button } from '../../ui/button.tsx'

/** It is all right after all; one tap to ask, one to be sure. */
export function Withdraw({ claim }: { claim: Claim }) {
  const { t } = useClaimText()
  const [isSure, setSure] = useState(false)
  const withdraw = useAction((id: string, options) => call('POST /claims/:id/withdrawal', { id }, options))
  return (
    <div className="grid gap-3">
      <div className="flex flex-wrap gap-2">
        {isSure ? (
          <>
            <Button look="danger" isPending={withdraw.isPending} onPress={() => void withdraw.run(claim.id)}>
              {t('withdraw.sure')}
            </Button>
            <Button look="quiet" onPress={() => setSure(false)}>
              {t('withdraw.no')}
            </Button>
          </>
        ) : (
          <Button look="quiet" onPress={() => setSure(true)}>
            {t('withdraw')}
          </Button>
        )}
      </div>
      <ClaimTrouble error={withdraw.error} />
    </div>
  )
}
