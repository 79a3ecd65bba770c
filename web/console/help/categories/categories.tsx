import type { HelpCategory } from '#contract/helpcenter'
import { useQuery } from '@tanstack/react-query'
import ArrowDown from 'lucide-react/icons/arrow-down'
import ArrowUp from 'lucide-react/icons/arrow-up'
import { useState } from 'react'
import { call } from '../../../kit/call.ts'
import { useAction } from '../../../kit/use-action.ts'
import { ActionTrouble, PageTrouble } from '../../../parts/trouble.tsx'
import { Badge } from '../../../ui/badge.tsx'
import { Button } from '../../../ui/button.tsx'
import { Card } from '../../../ui/card.tsx'
import { Notice } from '../../../ui/notice.tsx'
import { SkeletonRows } from '../../../ui/skeleton.tsx'
import { KeyButton } from '../../layout/key-button.tsx'
import { SettingRow } from '../../settings/setting-row.tsx'
import { useLanguageName } from '../../settings/use-language-name.ts'
import { useConsole } from '../../text.ts'
import { categoriesQuery } from '../data.ts'
import { useMayArrange } from '../may.ts'
import { nameIn } from '../name-in.ts'
import { useHelp } from '../text.ts'
import { EditCategory } from './edit-category.tsx'

/** Categories in the order in which shoppers see them. */
export function Categories() {
  const { t, locale } = useHelp()
  const common = useConsole()
  const languageName = useLanguageName()
  const categories = useQuery(categoriesQuery)
  const rows = categories.data?.data
  const [editing, setEditing] = useState<HelpCategory | 'new' | null>(null)
  const may = useMayArrange()
  const order = useAction(async (ids: string[]) => {
    for (const [position, id] of ids.entries()) {
      const one = rows?.find((row) => row.id === id)
      if (one && one.position !== position) await call('PUT /help-categories/:id', { ...fieldsOf(one), position })
    }
  })
  const move = (index: number, by: -1 | 1) => {
    const ids = rows?.map(({ id }) => id) ?? []
    const [moved] = ids.splice(index, 1)
    if (moved) ids.splice(index + by, 0, moved)
    void order.run(ids)
  }
  return (
    <>
      {may && (
        <Button className="mb-4" onPress={() => setEditing('new')}>
          {t('categories.add')}
        </Button>
      )}
      {categories.isError && <PageTrouble isPart error={categories.error} onRetry={() => void categories.refetch()} />}
      {categories.isPending && <SkeletonRows rows={4} height="h-16" label={common.t('common.loading')} />}
      <ActionTrouble error={order.error} />
      {rows && (
        <Card>
          {rows.length === 0 && <Notice title={t('categories.none')}>{t('categories.noneDetail')}</Notice>}
          <ol className="divide-y divide-line">
            {rows.map((category, index) => {
              const name = nameIn(category.names, locale) ?? category.slug
              return (
                <li key={category.id} className="px-4 py-3.5">
                  <SettingRow
                    title={
                      <>
                        <bdi>{name}</bdi>
                        {Object.keys(category.names).map((each) => (
                          <Badge key={each}>{languageName(each)}</Badge>
                        ))}
                      </>
                    }
                    onChange={may ? () => setEditing(category) : undefined}
                    more={
                      may && (
                        <>
                          <KeyButton
                            label={t('categories.up', { name })}
                            icon={<ArrowUp className="size-4" aria-hidden="true" />}
                            isDisabled={index === 0 || order.isPending}
                            onPress={() => move(index, -1)}
                          />
                          <KeyButton
                            label={t('categories.down', { name })}
                            icon={<ArrowDown className="size-4" aria-hidden="true" />}
                            isDisabled={index === rows.length - 1 || order.isPending}
                            onPress={() => move(index, 1)}
                          />
                        </>
                      )
                    }
                  >
                    {t('categories.articles', { count: category.articles })}
                    {' · '}
                    <bdi dir="ltr" className="break-all">
                      {category.slug}
                    </bdi>
                  </SettingRow>
                </li>
              )
            })}
          </ol>
        </Card>
      )}
      {editing && <EditCategory category={editing === 'new' ? null : editing} onClose={() => setEditing(null)} />}
    </>
  )
}

function fieldsOf({ id, slug, names, version }: HelpCategory) {
  return { id, slug, names, version }
}
