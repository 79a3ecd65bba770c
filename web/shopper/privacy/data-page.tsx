import { useQuery } from '@tanstack/react-query'
import Download from 'lucide-react/icons/download'
import { download } from '../../kit/download.ts'
import { useAction } from '../../kit/use-action.ts'
import { ActionTrouble, PageTrouble } from '../../parts/trouble.tsx'
import { Button } from '../../ui/button.tsx'
import { Card, CardHead } from '../../ui/card.tsx'
import { SkeletonRows } from '../../ui/skeleton.tsx'
import { useToast } from '../../ui/toasts.tsx'
import { BackHead } from '../screens/back-head.tsx'
import { ProofGate } from '../security/proof-gate.tsx'
import { Consents } from './consents.tsx'
import { deletionQuery } from './data.ts'
import { DeleteAccount, KeepAccount } from './delete-account.tsx'
import { useShopper } from '../text.ts'

/** What is kept of me: all of it as one file, what I agreed to, and the way out. */
export function DataPage() {
  const { t } = useShopper()
  const deletion = useQuery(deletionQuery)
  return (
    <div className="mx-auto grid max-w-xl gap-5">
      <BackHead to="/account" back={t('security.back')} title={t('data.title')} />
      {deletion.data?.state === 'asked' && <KeepAccount deletion={deletion.data} />}
      <Archive />
      <Consents />
      {deletion.isPending && <SkeletonRows rows={2} height="h-20" label={t('common.loading')} />}
      {deletion.isError && <PageTrouble isPart error={deletion.error} onRetry={() => void deletion.refetch()} />}
      {deletion.data?.state === 'none' && <DeleteAccount deletion={deletion.data} />}
    </div>
  )
}

function Archive() {
  const { t } = useShopper()
  const toast = useToast()
  const get = useAction(
    (_: null) => download('/api/v1/me/data', 'my-data.zip'),
    () => toast(t('data.downloaded')),
  )
  const needsProof = get.error?.code === 'proof_needed'
  return (
    <Card>
      <CardHead title={t('data.download')} detail={t('data.downloadDetail')} />
      <div className="grid gap-4 px-5 pt-4 pb-5">
        {!needsProof && <ActionTrouble error={get.error} />}
        {needsProof ? (
          <ProofGate>
            {() => (
              <Button
                look="primary"
                icon={<Download className="size-4.5" aria-hidden="true" />}
                isPending={get.isPending}
                onPress={() => void get.run(null)}
              >
                {t('data.downloadButton')}
              </Button>
            )}
          </ProofGate>
        ) : (
          <Button
            icon={<Download className="size-4.5" aria-hidden="true" />}
            isPending={get.isPending}
            onPress={() => void get.run(null)}
          >
            {t('data.downloadButton')}
          </Button>
        )}
      </div>
    </Card>
  )
}
