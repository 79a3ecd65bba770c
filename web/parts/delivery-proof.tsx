import type { Tracking } from '#contract/deliveries'
import Camera from 'lucide-react/icons/camera'
import KeyRound from 'lucide-react/icons/key-round'
import MapPin from 'lucide-react/icons/map-pin'
import PenLine from 'lucide-react/icons/pen-line'
import type { ComponentType, ReactNode } from 'react'
import { DistanceDrawing } from './distance-drawing.tsx'
import { EvidenceWords } from './evidence-words.tsx'
import { useParts } from './text.ts'

type Shipment = Tracking['shipments'][number]
type Fact = { icon: ComponentType<{ className?: string }>; words: ReactNode }

/** What the carrier shows for a delivery: photo, signer, code, where it was left and how far from the door. */
export function DeliveryProof({
  proof,
  evidence,
}: {
  proof: NonNullable<Shipment['proof']>
  evidence: Shipment['evidence']
}) {
  const { t } = useParts()
  const facts: (Fact | false)[] = [
    !!proof.leftAt && { icon: MapPin, words: t('proof.leftAt', { place: proof.leftAt }) },
    !!proof.signedBy && { icon: PenLine, words: t('proof.signedBy', { name: proof.signedBy }) },
    proof.codeVerified === true && { icon: KeyRound, words: t('proof.codeVerified') },
    !proof.photoUrl && { icon: Camera, words: t('proof.noPhoto') },
  ]
  return (
    <div className="grid gap-5">
      <EvidenceWords evidence={evidence} />
      <div className="grid grid-cols-[repeat(auto-fill,minmax(min(100%,max(14rem,45%)),1fr))] gap-5">
        {proof.photoUrl && (
          <figure className="m-0">
            <img
              src={proof.photoUrl}
              alt={t('proof.photo')}
              loading="lazy"
              className="aspect-[16/10] w-full rounded-lg border border-line bg-sunken object-cover"
            />
            <figcaption className="mt-2.5 text-sm text-soft">{t('proof.photoCaption')}</figcaption>
          </figure>
        )}
        {proof.drop && <DistanceDrawing drop={proof.drop} verdict={evidence.verdict} />}
      </div>
      <ul className="grid gap-2">
        {facts.map(
          (fact, index) =>
            fact && (
              <li key={index} className="flex gap-2.5 text-[0.9375rem]">
                <fact.icon className="mt-0.5 size-4.5 shrink-0 text-faint" aria-hidden="true" />
                {fact.words}
              </li>
            ),
        )}
      </ul>
    </div>
  )
}
