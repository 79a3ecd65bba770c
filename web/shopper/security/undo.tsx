import { useQuery, useQueryClient } from '@tanstack/react-query'
import { useNavigate } from '@tanstack/react-router'
import { call } from '../../kit/call.ts'
import { useAction } from '../../kit/use-action.ts'
import { ActionTrouble } from '../../parts/trouble.tsx'
import { Button } from '../../ui/button.tsx'
import { Card } from '../../ui/card.tsx'
import { SkeletonRows } from '../../ui/skeleton.tsx'
import { meQuery } from '../data.ts'
import { useShopper } from '../text.ts'
import { mailedLinkQuery } from './data.ts'
import { LinkOver } from './link-over.tsx'

/** "That wasn't me": only the button does it, never the opening of the mail's link. */
export function Undo() {
  const { t, rich } = useShopper()
  const link = useQuery(mailedLinkQuery)
  const queries = useQueryClient()
  const navigate = useNavigate()
  const undo = useAction(
    (_: null, options) => call('POST /account-undo', {}, options),
    async () => {
      queries.setQueryData(meQuery.queryKey, null)
      queries.removeQueries({ queryKey: mailedLinkQuery.queryKey })
      await navigate({ to: '/reset-password' })
    },
  )
  if (link.isPending) return <SkeletonRows rows={1} height="h-64" label={t('common.loading')} />
  if (link.data?.purpose !== 'undo' || undo.error?.code === 'link_over') return <LinkOver />
  return (
    <Card className="mx-auto grid max-w-md gap-5 p-6 sm:p-8">
      <div className="grid gap-1.5">
        <h1 className="text-2xl">{t('undo.title')}</h1>
        <p className="text-soft">{rich('undo.detail', { email: <bdi key="email">{link.data.email}</bdi> })}</p>
      </div>
      <ActionTrouble error={undo.error} />
      <Button look="primary" size="large" wide isPending={undo.isPending} onPress={() => void undo.run(null)}>
        {t('undo.button')}
      </Button>
    </Card>
  )
}
