import type { Claim } from '#contract/claims'
import { useState } from 'react'
import type { Input } from '../../kit/call.ts'
import { useUploads } from '../../kit/use-uploads.ts'
import type { Viewer } from './words.ts'

export type Evidence = Omit<Input<'POST /claims/:id/evidence'>, 'id'>
export type EvidenceKind = Evidence['kind']
type Fact = 'trackingNumber' | 'signedBy' | 'refundReference' | 'quote'

/** What the server takes of one piece: ten files of 25 MB. */
export const evidenceFiles = { most: 10, megabytes: 25, types: ['jpg', 'png', 'webp', 'heic', 'mp4', 'mov', 'pdf'] }

/** The fact that a kind can name in place of a file; null: it needs one. */
export const factOfKind: Record<EvidenceKind, Fact | null> = {
  carrier_confirmation: 'trackingNumber',
  signature: 'signedBy',
  photos: null,
  messages: 'quote',
  refund_proof: 'refundReference',
  other: null,
}

const delivery: Claim['ground'][] = ['not_received', 'delivered_missing', 'late']

/** What a side can show about a ground, the most telling first. */
export function kindsFor(ground: Claim['ground'], viewer: Viewer): EvidenceKind[] {
  if (viewer === 'shopper') return ['photos', 'messages', 'other']
  if (delivery.includes(ground)) return ['carrier_confirmation', 'signature', 'messages', 'refund_proof', 'other']
  if (ground === 'overcharged') return ['refund_proof', 'messages', 'other']
  return ['photos', 'messages', 'refund_proof', 'other']
}

/** One piece of evidence while it is put together. `evidence` is there once nothing is missing. */
export function useEvidence(kinds: readonly EvidenceKind[]) {
  const [kind, setKind] = useState<EvidenceKind>(kinds[0] ?? 'other')
  const [fact, setFact] = useState('')
  const [words, setWords] = useState('')
  const files = useUploads(evidenceFiles)
  const name = factOfKind[kind]
  const arrived = files.uploads.flatMap((upload) => upload.file?.id ?? [])
  const isSending = files.uploads.some(({ state }) => state === 'sending' || state === 'waiting')
  const isWhole = arrived.length > 0 || (name !== null && fact.trim() !== '')
  const evidence: Evidence | null =
    isWhole && !isSending
      ? {
          kind,
          ...(words.trim() ? { words: words.trim() } : {}),
          ...(arrived.length > 0 ? { files: arrived } : {}),
          ...(name && fact.trim() ? { [name]: fact.trim() } : {}),
        }
      : null
  const clear = () => {
    setFact('')
    setWords('')
    for (const { key } of files.uploads) files.remove(key)
  }
  return { kinds, kind, setKind, fact, setFact, words, setWords, files, isSending, evidence, clear }
}

export type EvidenceDraft = ReturnType<typeof useEvidence>
