import { useInfiniteQuery } from '@tanstack/react-query'
import { PageTrouble } from '../../parts/trouble.tsx'
import { Button } from '../../ui/button.tsx'
import { Card, CardHead } from '../../ui/card.tsx'
import { SkeletonRows } from '../../ui/skeleton.tsx'
import { consentsQuery } from './data.ts'
import { useShopper } from '../text.ts'

/** What I said yes to and took back, each with its day: never changed, only added to. */
export function Consents() {
  const { t, format } = useShopper()
  const say = useConsentWords()
  const consents = useInfiniteQuery(consentsQuery)
  const all = consents.data?.pages.flatMap((page) => page.data) ?? []
  return (
    <Card>
      <CardHead title={t('data.consents')} detail={all.length === 0 && consents.data ? t('data.consentsNone') : ''} />
      <div className="px-5 pt-2 pb-4">
        {consents.isPending && <SkeletonRows rows={2} height="h-12" label={t('common.loading')} />}
        {consents.isError && <PageTrouble isPart error={consents.error} onRetry={() => void consents.refetch()} />}
        <ul className="divide-y divide-line">
          {all.map((consent) => (
            <li key={consent.id} className="flex flex-wrap items-baseline justify-between gap-x-4 gap-y-0.5 py-3">
              <span className="min-w-0">
                <span className="block font-[520]">{say.topic(consent.kind)}</span>
                <span className="block text-sm text-soft">
                  {consent.given
                    ? t('data.consentGiven', { detail: say.ways(consent.detail) || 'none' })
                    : t('data.consentTaken')}
                </span>
              </span>
              <span className="text-sm text-soft">{format.shortDate(consent.at)}</span>
            </li>
          ))}
        </ul>
        {consents.hasNextPage && (
          <Button look="quiet" isPending={consents.isFetchingNextPage} onPress={() => void consents.fetchNextPage()}>
            {t('data.more')}
          </Button>
        )}
      </div>
    </Card>
  )
}

function useConsentWords() {
  const { t, has } = useShopper()
  return {
    topic: (kind: string) => {
      const key = `topic.${kind.replace(/^told:/, '')}`
      return has(key) ? t(key) : kind
    },
    ways: (detail: string) =>
      detail
        .split(', ')
        .map((way) => {
          const key = `told.${way}`
          return has(key) ? t(key) : way
        })
        .join(', '),
  }
}
