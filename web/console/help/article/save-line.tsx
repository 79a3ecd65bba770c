import CircleCheck from 'lucide-react/icons/circle-check'
import CloudOff from 'lucide-react/icons/cloud-off'
import TriangleAlert from 'lucide-react/icons/triangle-alert'
import { ActionTrouble } from '../../../parts/trouble.tsx'
import { Spinner } from '../../../ui/spinner.tsx'
import type { Translation } from '../data.ts'
import { useHelp } from '../text.ts'
import type { Draft } from './use-draft.ts'

/** Whether what is typed is kept, and since when. */
export function SaveLine({ draft, translation }: { draft: Draft; translation: Translation | undefined }) {
  const { t, format } = useHelp()
  const { state, error } = draft
  const written = translation?.draft
  const words =
    state === 'saved'
      ? written
        ? t('save.saved', { when: format.moment(written.at), name: written.by })
        : translation?.published
          ? t('save.asPublished')
          : t('save.nothing')
      : t(`save.${state}`)
  return (
    <div className="min-w-0 flex-1 basis-60">
      <p role="status" className="flex items-center gap-2 text-sm text-soft">
        {state === 'saved' && <CircleCheck className="size-4 shrink-0 text-accent-ink" aria-hidden="true" />}
        {(state === 'saving' || state === 'typing') && <Spinner />}
        {state === 'unreachable' && <CloudOff className="size-4 shrink-0 text-warn" aria-hidden="true" />}
        {(state === 'untitled' || state === 'refused' || state === 'conflict') && (
          <TriangleAlert className="size-4 shrink-0 text-warn" aria-hidden="true" />
        )}
        {words}
      </p>
      {error && error.code !== 'slug_taken' && <ActionTrouble error={error} onRetry={() => void draft.keeper.save()} />}
    </div>
  )
}
