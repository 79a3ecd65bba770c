import { useQuery } from '@tanstack/react-query'
import { Link, useSearch } from '@tanstack/react-router'
import { call } from '../../kit/call.ts'
import { useAction } from '../../kit/use-action.ts'
import { ActionTrouble } from '../../parts/trouble.tsx'
import { Banner } from '../../ui/banner.tsx'
import { Button } from '../../ui/button.tsx'
import { Card } from '../../ui/card.tsx'
import { storeQuery } from '../data.ts'
import { useShopper } from '../text.ts'

const troubles = ['ended', 'not_allowed', 'failed', 'no_reference', 'address_unproved'] as const

/** One tap to the store's own sign-in; one order by its number stays open to everybody. */
export function StoreSignIn() {
  const { t } = useShopper()
  const store = useQuery(storeQuery).data?.name ?? ''
  const { then, trouble } = useSearch({ strict: false }) as { then?: string; trouble?: string }
  const cameBackWith = troubles.find((one) => one === trouble)
  const go = useAction(
    (_: null, options) => call('POST /store-sign-ins', then ? { then } : {}, options),
    ({ url }) => location.assign(url),
  )
  return (
    <Card className="mx-auto grid max-w-md gap-5 p-6 sm:p-8">
      <div className="grid gap-1.5">
        <h1 className="text-2xl">{t('storeLogin.title')}</h1>
        <p className="text-soft">{t('storeLogin.detail', { store })}</p>
      </div>
      {cameBackWith && !go.error && (
        <Banner tone="warn" role="status">
          <p className="text-ink">{t(`storeLogin.trouble.${cameBackWith}`)}</p>
        </Banner>
      )}
      <ActionTrouble error={go.error} />
      <Button look="primary" size="large" wide isPending={go.isPending} onPress={() => void go.run(null)}>
        {t('storeLogin.go', { store })}
      </Button>
      <p className="border-t border-line pt-4 text-[0.9375rem] text-soft">
        {t('storeLogin.noAccount')}{' '}
        <Link to="/find-order" className="link">
          {t('guest.link')}
        </Link>
      </p>
    </Card>
  )
}
