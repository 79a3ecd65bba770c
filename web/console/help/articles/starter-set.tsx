import type { HelpImport } from '#contract/helpcenter'
import { upload } from '../../../kit/upload.ts'
import { useAction } from '../../../kit/use-action.ts'
import { ActionTrouble } from '../../../parts/trouble.tsx'
import { Button } from '../../../ui/button.tsx'
import { useHelp } from '../text.ts'

/** The articles that every store can begin with: read at once, or as drafts to go through first. */
export function StarterSet() {
  const { t } = useHelp()
  const take = useAction((publish: boolean) =>
    upload<HelpImport>(`/help-imports?source=starter&publish=${publish}`, new File(['{}'], 'starter.json')),
  )
  return (
    <div className="grid justify-items-center gap-3">
      <p className="max-w-prose text-soft">{t('starter.detail')}</p>
      <div className="flex flex-wrap justify-center gap-2">
        <Button look="primary" isPending={take.isPending} onPress={() => void take.run(true)}>
          {t('starter.begin')}
        </Button>
        <Button isPending={take.isPending} onPress={() => void take.run(false)}>
          {t('starter.drafts')}
        </Button>
      </div>
      <ActionTrouble error={take.error} />
    </div>
  )
}
