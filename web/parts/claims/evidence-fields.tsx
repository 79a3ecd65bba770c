import { ChoiceList } from '../../ui/choice-list.tsx'
import { TextField } from '../../ui/text-field.tsx'
import { PhotoUpload } from '../photo-upload.tsx'
import { useClaimText } from './text.ts'
import { type EvidenceDraft, type EvidenceKind, evidenceFiles, factOfKind } from './use-evidence.ts'

/** One piece of evidence: which kind, and what that kind needs. */
export function EvidenceFields({ draft, withWords = true }: { draft: EvidenceDraft; withWords?: boolean }) {
  const { t } = useClaimText()
  const fact = factOfKind[draft.kind]
  const isPhotos = draft.kind === 'photos'
  const types = isPhotos ? evidenceFiles.types.filter((type) => type !== 'pdf') : evidenceFiles.types
  return (
    <div className="grid gap-4">
      <ChoiceList
        label={t('form.kind')}
        value={draft.kind}
        onChange={(id) => draft.setKind(id as EvidenceKind)}
        choices={draft.kinds.map((kind) => ({ id: kind, label: t(`kind.${kind}`), detail: t(`kind.${kind}.needs`) }))}
      />
      {fact && (
        <TextField
          label={t(`fact.${fact}`)}
          lines={fact === 'quote' ? 3 : 1}
          maxLength={fact === 'quote' ? 2000 : 100}
          value={draft.fact}
          onChange={draft.setFact}
          {...(fact === 'trackingNumber' || fact === 'refundReference' ? { dir: 'ltr' as const } : {})}
        />
      )}
      <PhotoUpload files={draft.files} limits={{ ...evidenceFiles, types }}>
        {t(draft.files.uploads.length > 0 ? 'form.more' : isPhotos ? 'form.photos' : 'form.files')}
      </PhotoUpload>
      {withWords && (
        <TextField
          label={t('form.words')}
          hint={t('form.optional')}
          lines={2}
          maxLength={2000}
          value={draft.words}
          onChange={draft.setWords}
        />
      )}
      {draft.isSending && (
        <p role="status" className="text-sm text-soft">
          {t('form.sending')}
        </p>
      )}
    </div>
  )
}
