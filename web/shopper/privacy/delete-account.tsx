import { useState } from 'react'
import { call } from '../../kit/call.ts'
import { useAction } from '../../kit/use-action.ts'
import { ActionTrouble } from '../../parts/trouble.tsx'
import { Banner } from '../../ui/banner.tsx'
import { Button } from '../../ui/button.tsx'
import { Card, CardHead } from '../../ui/card.tsx'
import { Checkbox } from '../../ui/checkbox.tsx'
import { Dialog } from '../../ui/dialog.tsx'
import { useToast } from '../../ui/toasts.tsx'
import { now } from '../../kit/clock.ts'
import { ProofGate } from '../security/proof-gate.tsx'
import type { Deletion } from './data.ts'
import { useShopper } from '../text.ts'

/** The way out: what goes, what stays and why, and until when it can be taken back. */
export function DeleteAccount({ deletion }: { deletion: Deletion }) {
  const { t } = useShopper()
  const [isOpen, setOpen] = useState(false)
  return (
    <Card>
      <CardHead title={t('data.delete')} detail={t('data.deleteDetail', { days: deletion.graceDays })} />
      <div className="px-5 pt-4 pb-5">
        <Button look="danger" onPress={() => setOpen(true)}>
          {t('data.deleteButton')}
        </Button>
      </div>
      <Dialog
        role="alertdialog"
        title={t('data.deleteTitle')}
        closeLabel={t('common.close')}
        isOpen={isOpen}
        onClose={() => setOpen(false)}
      >
        <ProofGate>{() => <Ask deletion={deletion} onDone={() => setOpen(false)} />}</ProofGate>
      </Dialog>
    </Card>
  )
}

function Ask({ deletion, onDone }: { deletion: Deletion; onDone: () => void }) {
  const { t, format } = useShopper()
  const [isUnderstood, setUnderstood] = useState(false)
  const ask = useAction((_: null, options) => call('POST /me/deletion', { understood: true }, options), onDone)
  const date = format.date(new Date(now().getTime() + deletion.graceDays * 86_400_000))
  return (
    <div className="grid gap-4">
      <p>{t('data.deleteWhen', { date })}</p>
      {deletion.unfinished.length > 0 && (
        <Banner tone="note" title={t('data.unfinished')}>
          <ul className="list-disc ps-5">
            {deletion.unfinished.map(({ what, count }) => (
              <li key={what}>{t(`data.unfinished.${what}`, { count })}</li>
            ))}
          </ul>
        </Banner>
      )}
      {deletion.storeCredit.map((credit) => (
        <Banner key={credit.currency} tone="warn">
          <p className="text-ink">{t('data.credit', { amount: format.money(credit) })}</p>
        </Banner>
      ))}
      <details>
        <summary className="min-h-11 cursor-pointer py-2.5 font-[560]">{t('data.stays')}</summary>
        <ul className="grid list-disc gap-1.5 ps-5 text-[0.9375rem] text-soft">
          {deletion.kept.map(({ reason }) => (
            <li key={reason}>{t(`data.kept.${reason}`)}</li>
          ))}
        </ul>
      </details>
      <Checkbox isSelected={isUnderstood} onChange={setUnderstood}>
        {t('data.understood', { date })}
      </Checkbox>
      <ActionTrouble error={ask.error} />
      <Button
        look="danger"
        wide
        isDisabled={!isUnderstood}
        isPending={ask.isPending}
        onPress={() => void ask.run(null)}
      >
        {t('data.deleteButton')}
      </Button>
    </div>
  )
}

/** It was asked for: the day, and the way back with one tap. */
export function KeepAccount({ deletion }: { deletion: Deletion }) {
  const { t, format } = useShopper()
  const toast = useToast()
  const keep = useAction(
    (_: null) => call('DELETE /me/deletion', {}),
    () => toast(t('data.stayed')),
  )
  return (
    <Banner
      tone="warn"
      title={t('data.asked', { date: format.date(deletion.dueAt ?? now()) })}
      end={
        <Button look="primary" isPending={keep.isPending} onPress={() => void keep.run(null)}>
          {t('data.keep')}
        </Button>
      }
    >
      <p>{t('data.askedDetail')}</p>
      {deletion.unfinished.length > 0 && <p>{t('data.askedWaits')}</p>}
      <ActionTrouble error={keep.error} />
    </Banner>
  )
}
