import type { Input } from '../../kit/call.ts'
import { useQuery, useQueryClient } from '@tanstack/react-query'
import { useNavigate, useParams } from '@tanstack/react-router'
import { call } from '../../kit/call.ts'
import { useAction } from '../../kit/use-action.ts'
import { ActionTrouble, PageTrouble } from '../../parts/trouble.tsx'
import { SkeletonRows } from '../../ui/skeleton.tsx'
import { returnQuery } from '../data.ts'
import { useShopper } from '../text.ts'
import { PageHead } from './page-head.tsx'
import { TapChoice } from './return-choice.tsx'
import { Points } from './return-point.tsx'
import { wayFaces } from './return-what.tsx'

/** Another way back: a point nearby, or a label. The old code or label ends. */
export function ReturnWay() {
  const { t } = useShopper()
  const { returnId } = useParams({ from: '/known/returns/$returnId/way' })
  const found = useQuery(returnQuery(returnId))
  const queries = useQueryClient()
  const navigate = useNavigate()
  const choose = useAction(
    (input: Input<'POST /returns/:id/way'>, options) => call('POST /returns/:id/way', input, options),
    (made) => {
      queries.setQueryData(returnQuery(made.id).queryKey, made)
      return navigate({ to: '/returns/$returnId', params: { returnId: made.id } })
    },
  )
  if (found.isError) return <PageTrouble error={found.error} onRetry={() => void found.refetch()} />
  if (!found.data) return <SkeletonRows rows={4} height="h-20" label={t('common.loading')} />
  const shown = found.data
  const [order] = shown.orderIds
  return (
    <div className="mx-auto max-w-2xl">
      <PageHead
        {...(order ? { orderId: order, orderReference: shown.lines[0]?.orderReference } : {})}
        title={t('return.how.title')}
      >
        <p className="text-soft">{t('return.way.detail')}</p>
      </PageHead>
      <div className="grid gap-2.5">
        <ActionTrouble error={choose.error} />
        {order && (
          <Points
            near={order}
            returnId={shown.id}
            kinds={['drop_off', 'locker', 'store']}
            chosen={shown.parcels.find((parcel) => parcel.state === 'open')?.point?.id}
            onChoose={(point) => void choose.run({ id: shown.id, method: point.kind, dropOffPoint: point.id })}
          />
        )}
        {shown.method !== 'label' && (
          <TapChoice
            icon={wayFaces.label}
            label={t('returnWay.label')}
            detail={t('returnWay.label.detail')}
            onPress={() => void choose.run({ id: shown.id, method: 'label' })}
          />
        )}
      </div>
    </div>
  )
}
