import type { UseQueryResult } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import ChevronLeft from 'lucide-react/icons/chevron-left'
import type { ReactNode } from 'react'
import { PageTrouble } from '../../parts/trouble.tsx'
import { Button } from '../../ui/button.tsx'
import { Card } from '../../ui/card.tsx'
import { Notice } from '../../ui/notice.tsx'
import { SkeletonRows } from '../../ui/skeleton.tsx'
import { Page } from '../layout/page.tsx'
import { useConsole } from '../text.ts'
import type { settingPlaces } from './setting-places.ts'

type SettingPageProps<T> = {
  name: (typeof settingPlaces)[number]['id']
  query: Pick<UseQueryResult<unknown>, 'isPending' | 'isError' | 'error' | 'refetch'>
  rows: T[] | undefined
  /** One row as a sentence with its controls. */
  children: (row: T) => ReactNode
  keyOf: (row: T) => string
  empty: string
  add?: { label: string; onPress: () => void }
  foot?: ReactNode
}

/** A page of settings: what they decide, then each as a sentence. */
export function SettingPage<T>({ name, query, rows, children, keyOf, empty, add, foot }: SettingPageProps<T>) {
  const { t } = useConsole()
  return (
    <Page
      title={t(`settings.${name}`)}
      detail={
        <>
          <Link
            to="/settings"
            className="link inline-flex min-h-8 items-center gap-0.5 text-sm pointer-coarse:min-h-11"
          >
            <ChevronLeft className="mirror size-4" aria-hidden="true" />
            {t('place./settings')}
          </Link>
          <p>{t(`settingsDetail.${name}`)}</p>
        </>
      }
      end={
        add && (
          <Button look="primary" onPress={add.onPress}>
            {add.label}
          </Button>
        )
      }
    >
      {query.isError && <PageTrouble isPart error={query.error} onRetry={() => void query.refetch()} />}
      {query.isPending && <SkeletonRows rows={3} height="h-16" label={t('common.loading')} />}
      {rows && (
        <Card>
          {rows.length === 0 && <Notice title={empty} />}
          <ul className="divide-y divide-line">
            {rows.map((row) => (
              <li key={keyOf(row)} className="px-4 py-3.5">
                {children(row)}
              </li>
            ))}
          </ul>
        </Card>
      )}
      {foot}
    </Page>
  )
}
