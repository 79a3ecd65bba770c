import type { ShopperLogin } from '#contract/logins'
import { useState } from 'react'
import { call } from '../../kit/call.ts'
import { useAction } from '../../kit/use-action.ts'
import { ActionTrouble } from '../../parts/trouble.tsx'
import { Button } from '../../ui/button.tsx'
import { ToldOnce } from '../told-once.tsx'
import { useLogins } from './text.ts'

/** The secrets that links are signed with: told once each, and what is known of them since. */
export function LinkKeys({ keys }: { keys: ShopperLogin['keys'] }) {
  const { t, format } = useLogins()
  const [made, setMade] = useState<string | null>(null)
  const create = useAction(
    (_: null, options) => call('POST /logins/shoppers/keys', {}, options),
    ({ secret }) => setMade(secret),
  )
  return (
    <div className="grid justify-items-start gap-1 text-sm">
      <p className="font-[580]">{t('keys')}</p>
      {keys.length === 0 && <p className="text-soft">{t('keys.none')}</p>}
      {keys.map((key) => (
        <p key={key.id} className="text-soft">
          <bdi>{t('keys.line', { id: key.id, when: format.dayAndTime(key.createdAt) })}</bdi>
          {key.expiresAt && ` · ${t('keys.ends', { when: format.dayAndTime(key.expiresAt) })}`}
        </p>
      ))}
      <Button size="small" className="mt-1" isPending={create.isPending} onPress={() => void create.run(null)}>
        {t('keys.new')}
      </Button>
      <ActionTrouble error={create.error} />
      {made && <ToldOnce title={t('keys.made')} secret={made} note={t('keys.note')} onClose={() => setMade(null)} />}
    </div>
  )
}
