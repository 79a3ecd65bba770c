import { CopyText } from '../../ui/copy-text.tsx'
import { useLogins } from './text.ts'

type Told = 'link' | 'audience' | 'returnTo' | 'backChannel'

/** What the other side has to be told of us, to be copied. */
export function ToldAddresses({ addresses }: { addresses: Partial<Record<Told, string>> }) {
  const { t } = useLogins()
  return (
    <div className="rounded-lg bg-sunken px-4 py-3">
      <p className="text-sm font-[580]">{t('tell')}</p>
      <dl className="grid gap-x-4 gap-y-1 text-sm sm:grid-cols-[max-content_minmax(0,1fr)]">
        {(Object.entries(addresses) as [Told, string][]).map(([name, address]) => (
          <div key={name} className="contents">
            <dt className="pt-1 text-soft">{t(`tell.${name}`)}</dt>
            <dd className="min-w-0 font-mono" dir="ltr">
              <CopyText text={address} label={t(`tell.${name}`)} />
            </dd>
          </div>
        ))}
      </dl>
    </div>
  )
}
