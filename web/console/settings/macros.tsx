import type { Macro } from '#contract/macros'
import { useInfiniteQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { Badge } from '../../ui/badge.tsx'
import { peopleQuery } from '../data.ts'
import { macrosQuery } from '../desk/data.ts'
import { useConsole } from '../text.ts'
import { EditMacro } from './edit-macro.tsx'
import { SettingPage } from './setting-page.tsx'
import { SettingRow } from './setting-row.tsx'

/** Saved words with variables; they never go out with a hole. */
export function Macros() {
  const { t, format } = useConsole()
  const macros = useInfiniteQuery(macrosQuery)
  const people = useInfiniteQuery(peopleQuery).data?.pages.flatMap((page) => page.data)
  const [editing, setEditing] = useState<Macro | 'new' | null>(null)
  return (
    <SettingPage
      name="macros"
      query={macros}
      rows={macros.data?.pages.flatMap((page) => page.data)}
      keyOf={(macro) => macro.id}
      empty={t('macros.none')}
      add={{ label: t('macros.add'), onPress: () => setEditing('new') }}
      foot={editing && <EditMacro macro={editing === 'new' ? null : editing} onClose={() => setEditing(null)} />}
    >
      {(macro) => (
        <SettingRow
          title={
            <>
              <bdi>{macro.name}</bdi>
              {macro.team && <Badge>{macro.team.name}</Badge>}
              {macro.locale && <Badge>{macro.locale}</Badge>}
              {macro.actions.map((action, index) => (
                <Badge key={index} tone="note">
                  {t(`macroAction.${action.do}`)}
                </Badge>
              ))}
            </>
          }
          onChange={() => setEditing(macro)}
        >
          <p className="line-clamp-2" dir="auto">
            {macro.text}
          </p>
          <p>
            {t('macros.changed', {
              when: format.fromNow(macro.updatedAt),
              by: people?.find(({ id }) => id === macro.updatedBy)?.name ?? t('author.system'),
            })}
          </p>
        </SettingRow>
      )}
    </SettingPage>
  )
}
