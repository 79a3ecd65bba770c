import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { call } from '../../kit/call.ts'
import { download } from '../../kit/download.ts'
import { useAction } from '../../kit/use-action.ts'
import { ActionTrouble } from '../../parts/trouble.tsx'
import { Button } from '../../ui/button.tsx'
import { Dialog } from '../../ui/dialog.tsx'
import { useToast } from '../../ui/toasts.tsx'
import { staffMeQuery } from '../data.ts'
import { reaches } from '../roles.ts'
import { useConsole } from '../text.ts'
import { usePrivacy } from './text.ts'

/** For a shopper who asked by mail: everything that is kept of them as one file, and the deletion of their account. */
export function TheirData({ customer }: { customer: { id: string; name: string } }) {
  const { t, format } = usePrivacy()
  const { t: common } = useConsole()
  const toast = useToast()
  const role = useQuery(staffMeQuery).data?.role
  const [isOpen, setOpen] = useState(false)
  const archive = useAction((_: null) => download(`/api/v1/customers/${customer.id}/data`, `${customer.id}.zip`))
  const erase = useAction(
    (_: null, options) => call('POST /customers/:id/erasure', { id: customer.id }, options),
    ({ dueAt }) => {
      toast(t('privacy.erased', { date: format.date(dueAt) }))
      setOpen(false)
    },
  )
  if (!reaches(role, 'supervisor')) return null
  return (
    <>
      <Button onPress={() => setOpen(true)}>{t('privacy.open')}</Button>
      <Dialog
        title={t('privacy.openTitle', { name: customer.name })}
        isOpen={isOpen}
        onClose={() => setOpen(false)}
        closeLabel={common('common.close')}
      >
        <div className="grid gap-5">
          <ActionTrouble error={archive.error ?? erase.error} />
          <div className="grid gap-2">
            <p className="text-soft">{t('privacy.archiveDetail')}</p>
            <Button isPending={archive.isPending} onPress={() => void archive.run(null)}>
              {t('privacy.archive')}
            </Button>
          </div>
          <div className="grid gap-2 border-t border-line pt-5">
            <p className="text-soft">{t('privacy.eraseDetail')}</p>
            <Button look="danger" isPending={erase.isPending} onPress={() => void erase.run(null)}>
              {t('privacy.erase')}
            </Button>
          </div>
        </div>
      </Dialog>
    </>
  )
}
