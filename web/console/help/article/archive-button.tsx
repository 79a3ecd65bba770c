import type { HelpArticle } from '#contract/helpcenter'
import Archive from 'lucide-react/icons/archive'
import { useState } from 'react'
import { call } from '../../../kit/call.ts'
import { useAction } from '../../../kit/use-action.ts'
import { ActionTrouble } from '../../../parts/trouble.tsx'
import { Button } from '../../../ui/button.tsx'
import { ActionDialog } from '../../layout/action-dialog.tsx'
import { useHelp } from '../text.ts'

/** Out of all lists and off all pages, and back again as drafts. */
export function ArchiveButton({ article }: { article: HelpArticle }) {
  const { t } = useHelp()
  const [isAsking, setAsking] = useState(false)
  const archive = useAction(
    (_: null, options) => call('POST /help-articles/:id/archive', { id: article.id }, options),
    () => setAsking(false),
  )
  const bringBack = useAction((_: null) => call('DELETE /help-articles/:id/archive', { id: article.id }))
  return (
    <>
      {article.allowed.includes('archive') && (
        <Button size="small" icon={<Archive className="size-4" aria-hidden="true" />} onPress={() => setAsking(true)}>
          {t('archive.do')}
        </Button>
      )}
      {article.allowed.includes('bring_back') && (
        <Button size="small" isPending={bringBack.isPending} onPress={() => void bringBack.run(null)}>
          {t('archive.bringBack')}
        </Button>
      )}
      <ActionTrouble error={bringBack.error} />
      {isAsking && (
        <ActionDialog
          title={t('archive.do')}
          label={t('archive.now')}
          isPending={archive.isPending}
          error={archive.error}
          onPress={() => void archive.run(null)}
          onClose={() => setAsking(false)}
        >
          <p>{t('archive.detail')}</p>
        </ActionDialog>
      )}
    </>
  )
}
