import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { staffMeQuery } from '../data.ts'
import { reaches } from '../roles.ts'
import { SettingPage } from '../settings/setting-page.tsx'
import { SettingRow } from '../settings/setting-row.tsx'
import { type Kept, retentionQuery } from './data.ts'
import { Deletions } from './deletions.tsx'
import { EditRetention } from './edit-retention.tsx'
import { usePrivacy } from './text.ts'

/** How long what is kept of people, with what the next run would take, and whose account is to go. */
export function PrivacySettings() {
  const { t, has, format } = usePrivacy()
  const retention = useQuery(retentionQuery)
  const isAdministrator = reaches(useQuery(staffMeQuery).data?.role, 'administrator')
  const [editing, setEditing] = useState<Kept | null>(null)
  const name = ({ rule, words }: Kept) => {
    const key = `privacy.rule.${rule}`
    return has(key) ? t(key) : words
  }
  return (
    <SettingPage
      name="privacy"
      query={retention}
      rows={retention.data?.data}
      keyOf={({ rule }) => rule}
      empty=""
      foot={
        <>
          <Deletions />
          {editing && <EditRetention kept={editing} name={name(editing)} onClose={() => setEditing(null)} />}
        </>
      }
    >
      {(kept) => (
        <SettingRow title={name(kept)} onChange={isAdministrator ? () => setEditing(kept) : undefined}>
          <p>
            {kept.days === null ? t('privacy.always') : t('privacy.now', { days: kept.days })}{' '}
            {kept.days !== null && t('privacy.would', { rows: kept.wouldGo })}
          </p>
          {kept.lastRunAt && (
            <p>{t('privacy.last', { when: format.fromNow(kept.lastRunAt), rows: kept.lastRunRows ?? 0 })}</p>
          )}
        </SettingRow>
      )}
    </SettingPage>
  )
}
