import type { Widget } from '#contract/widgets'
import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { call } from '../../kit/call.ts'
import { useAction } from '../../kit/use-action.ts'
import { ActionTrouble } from '../../parts/trouble.tsx'
import { Badge } from '../../ui/badge.tsx'
import { Button } from '../../ui/button.tsx'
import { CopyText } from '../../ui/copy-text.tsx'
import { widgetsQuery } from '../desk/data.ts'
import { useConsole } from '../text.ts'
import { ToldOnce } from '../told-once.tsx'
import { EditWidget } from './edit-widget.tsx'
import { SettingPage } from './setting-page.tsx'
import { SettingRow } from './setting-row.tsx'

/** Where the store’s own pages carry the chat, and the keys that their identities are signed with. */
export function Widgets() {
  const { t, format } = useConsole()
  const widgets = useQuery(widgetsQuery)
  const [editing, setEditing] = useState<Widget | 'new' | null>(null)
  return (
    <SettingPage
      name="widgets"
      query={widgets}
      rows={widgets.data?.data}
      keyOf={(widget) => widget.id}
      empty={t('widgets.none')}
      add={{ label: t('widgets.add'), onPress: () => setEditing('new') }}
      foot={editing && <EditWidget widget={editing === 'new' ? null : editing} onClose={() => setEditing(null)} />}
    >
      {(widget) => (
        <SettingRow
          title={
            <>
              <bdi>{widget.name}</bdi>
              {widget.signedOnly && <Badge tone="note">{t('widgets.signedOnly')}</Badge>}
            </>
          }
          onChange={() => setEditing(widget)}
        >
          <p>
            {widget.origins.length > 0
              ? t('widgets.sentence', { origins: format.list(widget.origins) })
              : t('widgets.nowhere')}{' '}
            {t(widget.signedOnly ? 'widgets.signedSentence' : 'widgets.openSentence')}
          </p>
          <p className="mt-2 rounded-md bg-sunken px-3 py-2 font-mono text-xs break-all" dir="ltr">
            <CopyText text={widget.snippet} label={t('widgets.snippet')} />
          </p>
          <Keys widget={widget} />
        </SettingRow>
      )}
    </SettingPage>
  )
}

function Keys({ widget }: { widget: Widget }) {
  const { t, format } = useConsole()
  const [made, setMade] = useState<string | null>(null)
  const create = useAction(
    (_: null, options) => call('POST /widgets/:id/keys', { id: widget.id }, options),
    ({ secret }) => setMade(secret),
  )
  return (
    <div className="mt-2 grid gap-1">
      {widget.keys.map((key) => (
        <p key={key.id}>
          <code className="font-mono">{key.id}</code> ·{' '}
          {t('widgets.keyMade', { when: format.shortDate(key.createdAt) })}
          {key.expiresAt && ` · ${t('keys.expires', { day: format.dayAndTime(key.expiresAt) })}`}
        </p>
      ))}
      <Button
        size="small"
        look="quiet"
        className="justify-self-start px-0"
        isPending={create.isPending}
        onPress={() => void create.run(null)}
      >
        {t('widgets.newKey')}
      </Button>
      <ActionTrouble error={create.error} />
      {made && (
        <ToldOnce title={t('keys.made')} secret={made} note={t('widgets.keyRotation')} onClose={() => setMade(null)} />
      )}
    </div>
  )
}
