import type { Tracking } from '#contract/deliveries'
import { useState } from 'react'
import { call } from '../../kit/call.ts'
import { useAction } from '../../kit/use-action.ts'
import { DeliveryProof } from '../../parts/delivery-proof.tsx'
import { EvidenceWords } from '../../parts/evidence-words.tsx'
import { ParcelTimeline } from '../../parts/parcel-timeline.tsx'
import { ActionTrouble } from '../../parts/trouble.tsx'
import { Badge } from '../../ui/badge.tsx'
import { Button } from '../../ui/button.tsx'
import { CopyText } from '../../ui/copy-text.tsx'
import { useConsole } from '../text.ts'
import { Section } from './section.tsx'
import { useRuleWords, useShipmentWords } from '../../parts/words.ts'

type Shipment = Tracking['shipments'][number]
const verdicts = ['right_place', 'other_place', 'unclear'] as const

/** Each parcel's way, and what the delivery evidence says. */
export function Parcels({ shipments }: { shipments: Shipment[] }) {
  const { t } = useConsole()
  if (shipments.length === 0) return null
  return (
    <Section title={t('parcels.title')} count={shipments.length}>
      <ul className="divide-y divide-line">
        {shipments.map((shipment) => (
          <li key={shipment.id}>
            <Parcel shipment={shipment} />
          </li>
        ))}
      </ul>
    </Section>
  )
}

function Parcel({ shipment }: { shipment: Shipment }) {
  const { t, format } = useConsole()
  const rule = useRuleWords()
  const words = useShipmentWords()
  const [isOpen, setOpen] = useState(false)
  const last = shipment.timeline.at(-1)
  return (
    <div className="grid gap-4 px-4 py-3.5">
      <div className="flex flex-wrap items-start justify-between gap-2">
        <div className="min-w-0">
          <p className="font-[580]">{words(shipment)}</p>
          <p className="flex flex-wrap items-center gap-x-2 text-sm text-soft">
            {shipment.carrier}
            {shipment.trackingNumber && <CopyText text={shipment.trackingNumber} label={t('common.copy')} />}
            {shipment.promise && (
              <span>
                {t('parcels.promised', {
                  day: format.shortDay(shipment.promise.deliverBy),
                  kind: t(`parcels.${shipment.promise.kind}`),
                })}
              </span>
            )}
          </p>
        </div>
        <span className="flex gap-2">
          {shipment.promise?.late && (
            <Badge tone="warn">{t('parcels.late', { count: shipment.promise.lateDays })}</Badge>
          )}
          {shipment.replacementId && <Badge tone="note">{t('change.kind.replacement')}</Badge>}
        </span>
      </div>
      {shipment.proof ? (
        <DeliveryProof proof={shipment.proof} evidence={shipment.evidence} />
      ) : (
        shipment.state === 'delivered' && <EvidenceWords evidence={shipment.evidence} />
      )}
      {shipment.proof?.photoUrl && <PhotoVerdict shipmentId={shipment.id} />}
      {isOpen ? (
        <ParcelTimeline shipment={shipment} />
      ) : (
        last && (
          <p className="text-sm text-soft">
            {t('parcels.last', { scan: rule('scan', { code: last.status, words: last.words }) })} ·{' '}
            <time title={format.exact(last.at)}>{format.fromNow(last.at)}</time>
          </p>
        )
      )}
      {shipment.timeline.length > 1 && (
        <Button
          size="small"
          look="quiet"
          className="justify-self-start"
          aria-expanded={isOpen}
          onPress={() => setOpen(!isOpen)}
        >
          {isOpen ? t('parcels.less') : t('parcels.more', { count: shipment.timeline.length })}
        </Button>
      )}
    </div>
  )
}

/** What the photo shows, said by a person; it is recorded with who said so. */
function PhotoVerdict({ shipmentId }: { shipmentId: string }) {
  const { t } = useConsole()
  const say = useAction((verdict: (typeof verdicts)[number]) =>
    call('PUT /shipments/:id/photo-verdict', { id: shipmentId, verdict }),
  )
  return (
    <div className="flex flex-wrap items-center gap-2">
      <span className="text-sm text-soft">{t('parcels.photoShows')}</span>
      {verdicts.map((verdict) => (
        <Button key={verdict} size="small" isDisabled={say.isPending} onPress={() => void say.run(verdict)}>
          {t(`photoVerdict.${verdict}`)}
        </Button>
      ))}
      <ActionTrouble error={say.error} />
    </div>
  )
}
