import type { SafetyStop } from '#contract/safety'
import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { call } from '../../kit/call.ts'
import { useAction } from '../../kit/use-action.ts'
import { Button } from '../../ui/button.tsx'
import { Card, CardHead } from '../../ui/card.tsx'
import { TextField } from '../../ui/text-field.tsx'
import { ActionDialog } from '../layout/action-dialog.tsx'
import { useConsole } from '../text.ts'
import { safetyStopsQuery } from './data.ts'

/** Products that are sent to nobody now; nothing where there are none. */
export function Stops({ mayRestart }: { mayRestart: boolean }) {
  const { t, format } = useConsole()
  const stops = useQuery(safetyStopsQuery).data ?? []
  const [restarting, setRestarting] = useState<SafetyStop | null>(null)
  if (stops.length === 0) return null
  return (
    <Card className="mb-6" aria-labelledby="stops-title">
      <CardHead id="stops-title" title={t('stops.title')} detail={t('stops.detail')} />
      <ul className="divide-y divide-line px-5 py-2">
        {stops.map((stop) => (
          <li key={stop.id} className="flex flex-wrap items-center justify-between gap-3 py-3">
            <span className="min-w-0 flex-1 basis-48">
              <bdi className="block font-[560]">{stop.product.title}</bdi>
              <span className="block text-sm text-soft">
                <bdi>{stop.reason}</bdi>
                {' · '}
                {stop.lot && `${t('safety.lot', { lot: stop.lot })} · `}
                {t('stops.by', { name: stop.stoppedBy, when: format.dayAndTime(stop.stoppedAt) })}
              </span>
            </span>
            {mayRestart && <Button onPress={() => setRestarting(stop)}>{t('stops.restart')}</Button>}
          </li>
        ))}
      </ul>
      {restarting && <Restart stop={restarting} onClose={() => setRestarting(null)} />}
    </Card>
  )
}

function Restart({ stop, onClose }: { stop: SafetyStop; onClose: () => void }) {
  const { t } = useConsole()
  const [note, setNote] = useState('')
  const restart = useAction(
    (given: string, options) => call('POST /safety/stops/:id/restart', { id: stop.id, note: given }, options),
    onClose,
  )
  return (
    <ActionDialog
      title={t('stops.restartTitle', { title: stop.product.title })}
      label={t('stops.restart')}
      isReady={note.trim().length >= 3}
      isPending={restart.isPending}
      error={restart.error}
      onPress={() => void restart.run(note.trim())}
      onClose={onClose}
    >
      <TextField
        label={t('stops.why')}
        lines={3}
        maxLength={2000}
        dir="auto"
        isRequired
        value={note}
        onChange={setNote}
      />
    </ActionDialog>
  )
}
