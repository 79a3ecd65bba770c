import { useQuery, useQueryClient } from '@tanstack/react-query'
import Trash2 from 'lucide-react/icons/trash-2'
import { useState } from 'react'
import { call } from '../../kit/call.ts'
import { useAction } from '../../kit/use-action.ts'
import { ActionTrouble } from '../../parts/trouble.tsx'
import { Button, IconButton } from '../../ui/button.tsx'
import type { Choices } from './data.ts'
import { canPush, currentSubscription, subscribeBrowser, unsubscribeHere } from './push-subscription.ts'
import { useShopper } from '../text.ts'

/** Whether this browser may be pushed to. It is asked only by a tap, and never twice where somebody said no. */
export function BrowserPushes({ push, onChange }: { push: Choices['push']; onChange: (choices: Choices) => void }) {
  const { t } = useShopper()
  const queries = useQueryClient()
  const own = useQuery({ queryKey: ['push-subscription'], queryFn: currentSubscription, enabled: canPush() })
  const [trouble, setTrouble] = useState<'denied' | 'failed' | null>(null)
  const again = (choices: Choices) => {
    onChange(choices)
    void queries.invalidateQueries({ queryKey: ['push-subscription'] })
  }
  const turnOn = useAction(
    async () => {
      setTrouble(null)
      const made = await subscribeBrowser(push.publicKey ?? '')
      if (typeof made !== 'string') return await call('POST /me/browsers', made)
      setTrouble(made)
      return undefined
    },
    (choices) => choices && again(choices),
  )
  const turnOff = useAction(async ({ id, isThis }: { id: string; isThis: boolean }) => {
    if (isThis) await unsubscribeHere()
    return await call('DELETE /me/browsers/:id', { id })
  }, again)
  if (!push.available) return null
  const here = push.browsers.find(({ endpoint }) => endpoint === own.data)
  const others = push.browsers.filter((browser) => browser !== here)
  return (
    <section className="mt-4 border-t border-line pt-4">
      <div className="flex flex-wrap items-center justify-between gap-x-4 gap-y-2">
        <div className="min-w-0 flex-1 basis-56">
          <h3 className="text-base">{t('told.pushTitle')}</h3>
          <p className="text-sm text-soft">{t(here ? 'told.pushIsOn' : 'told.pushDetail')}</p>
          {!canPush() && <p className="text-sm text-soft">{t('told.pushInstall')}</p>}
        </div>
        {here ? (
          <Button isPending={turnOff.isPending} onPress={() => void turnOff.run({ id: here.id, isThis: true })}>
            {t('told.pushOff')}
          </Button>
        ) : (
          canPush() && (
            <Button isPending={turnOn.isPending} onPress={() => void turnOn.run(undefined)}>
              {t('told.pushOn')}
            </Button>
          )
        )}
      </div>
      <p role="status" className="text-sm text-bad empty:hidden">
        {trouble && t(trouble === 'denied' ? 'told.pushDenied' : 'told.pushFailed')}
      </p>
      <ActionTrouble error={turnOn.error ?? turnOff.error} />
      {others.length > 0 && (
        <div className="mt-2">
          <p className="text-sm text-soft">{t('told.others')}</p>
          <ul>
            {others.map(({ id, name }) => (
              <li key={id} className="flex items-center justify-between gap-3">
                <bdi>{name}</bdi>
                <IconButton
                  aria-label={t('told.remove', { name })}
                  icon={<Trash2 className="size-4.5" aria-hidden="true" />}
                  onPress={() => void turnOff.run({ id, isThis: false })}
                />
              </li>
            ))}
          </ul>
        </div>
      )}
    </section>
  )
}
