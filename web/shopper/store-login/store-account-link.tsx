import { useQuery } from '@tanstack/react-query'
import ExternalLink from 'lucide-react/icons/external-link'
import { Card } from '../../ui/card.tsx'
import { storeQuery } from '../data.ts'
import { useShopper } from '../text.ts'
import { signInOptionsQuery } from './data.ts'

/** From the account to the store's own page, where address, password and passkeys are looked after. */
export function StoreAccountLink() {
  const { t } = useShopper()
  const store = useQuery(storeQuery).data?.name ?? ''
  const url = useQuery(signInOptionsQuery).data?.shoppers.accountUrl
  if (!url) return null
  return (
    <Card className="overflow-hidden">
      <a href={url} className="flex min-h-18 items-center gap-4 px-5 py-4 text-ink no-underline hover:bg-canvas">
        <span className="min-w-0 flex-1">
          <span className="block text-lg font-[620]">{t('storeLogin.account', { store })}</span>
          <span className="block text-sm text-soft">{t('storeLogin.accountDetail')}</span>
        </span>
        <ExternalLink className="size-5 shrink-0 text-faint" aria-hidden="true" />
      </a>
    </Card>
  )
}
