import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { Card } from '../../ui/card.tsx'
import { staffMeQuery } from '../data.ts'
import { Page } from '../layout/page.tsx'
import { useConsole } from '../text.ts'
import { settingPlacesFor } from './setting-places.ts'

/** Where the contact center is set up: each setting with what it decides. */
export function Settings() {
  const { t } = useConsole()
  const role = useQuery(staffMeQuery).data?.role
  return (
    <Page title={t('place./settings')} detail={t('settings.detail')}>
      <Card>
        <ul className="divide-y divide-line">
          {settingPlacesFor(role).map((place) => (
            <li key={place.id}>
              <Link to={place.to} className="flex items-start gap-4 px-4 py-3.5 text-ink no-underline hover:bg-canvas">
                <place.icon className="mt-0.5 size-5 shrink-0 text-faint" aria-hidden="true" />
                <span className="min-w-0">
                  <span className="block font-[580]">{t(`settings.${place.id}`)}</span>
                  <span className="block text-sm text-soft">{t(`settingsDetail.${place.id}`)}</span>
                </span>
              </Link>
            </li>
          ))}
        </ul>
      </Card>
    </Page>
  )
}
