import { useQuery } from '@tanstack/react-query'
import { Link, useParams } from '@tanstack/react-router'
import { call } from '../../kit/call.ts'
import { useAction } from '../../kit/use-action.ts'
import { AddressLines } from '../../parts/address-lines.tsx'
import { ActionTrouble, PageTrouble } from '../../parts/trouble.tsx'
import { Banner } from '../../ui/banner.tsx'
import { Button } from '../../ui/button.tsx'
import { Card } from '../../ui/card.tsx'
import { SkeletonRows } from '../../ui/skeleton.tsx'
import { useToast } from '../../ui/toasts.tsx'
import { changeQuery, sellerMeQuery } from '../data.ts'
import { BackLink } from '../layout/back-link.tsx'
import { Deadline } from '../layout/deadline.tsx'
import { Page } from '../layout/page.tsx'
import { useSeller } from '../text.ts'

/** What a shopper asks to have changed before it is sent: yes, or no because it is too late. */
export function ChangePage() {
  const { changeId } = useParams({ from: '/inside/changes/$changeId' })
  const { t } = useSeller()
  const me = useQuery(sellerMeQuery).data
  const change = useQuery(changeQuery(changeId))
  const toast = useToast()
  const answer = useAction(
    (input: { id: string; answer: 'accept' | 'refuse' }, options) => call('POST /changes/:id/answer', input, options),
    () => toast(t('change.told')),
  )
  if (change.isError) return <PageTrouble error={change.error} onRetry={() => void change.refetch()} />
  if (!change.data)
    return (
      <Page title={t('change.title')}>
        <SkeletonRows rows={2} height="h-24" label={t('common.loading')} />
      </Page>
    )
  const { kind, state, items, address, answerBy, reason, orderId } = change.data
  const isAsked = state === 'asked'
  return (
    <Page back={<BackLink to="/" />} title={t(kind === 'cancel' ? 'change.cancelTitle' : 'change.title')}>
      <div className="grid gap-4">
        {isAsked && answerBy && <Deadline by={answerBy} />}
        <Card className="grid gap-4 p-5">
          <ul className="grid gap-1">
            {items.map((item) => (
              <li key={`${item.itemId} ${item.to}`} className="font-[560]">
                {item.quantity} × <bdi>{item.title}</bdi>
                {item.to && (
                  <>
                    {' → '}
                    <bdi>{item.to}</bdi>
                  </>
                )}
              </li>
            ))}
          </ul>
          {address && (
            <div>
              <p className="text-sm text-soft">{t('change.newAddress')}</p>
              <AddressLines address={address} />
            </div>
          )}
          {reason && (
            <p className="text-soft">
              <bdi>{reason}</bdi>
            </p>
          )}
          <Link to="/orders/$orderId" params={{ orderId }} className="link justify-self-start">
            {t('change.order')}
          </Link>
        </Card>
        <ActionTrouble error={answer.error} />
        {!isAsked && <Banner tone="good" title={t('change.over')} />}
        {isAsked && me?.may.answer && (
          <div className="grid gap-3 sm:grid-cols-2">
            <Button
              look="primary"
              size="large"
              isPending={answer.isPending}
              onPress={() => void answer.run({ id: changeId, answer: 'accept' })}
            >
              {t(kind === 'cancel' ? 'change.cancelYes' : 'change.yes')}
            </Button>
            <Button
              size="large"
              isDisabled={answer.isPending}
              onPress={() => void answer.run({ id: changeId, answer: 'refuse' })}
            >
              {t('change.no')}
            </Button>
          </div>
        )}
      </div>
    </Page>
  )
}
