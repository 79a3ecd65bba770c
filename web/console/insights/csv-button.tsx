import { download } from '../../kit/download.ts'
import { useAction } from '../../kit/use-action.ts'
import { ActionTrouble } from '../../parts/trouble.tsx'
import { Button } from '../../ui/button.tsx'
import { useConsole } from '../text.ts'

/** The same as a file for spreadsheets. */
export function CsvButton({ path, name }: { path: string; name: string }) {
  const { t } = useConsole()
  const save = useAction((_: null) => download(path, name))
  return (
    <span className="grid justify-items-end gap-1">
      <Button isPending={save.isPending} onPress={() => void save.run(null)}>
        {t('insights.csv')}
      </Button>
      <ActionTrouble error={save.error} />
    </span>
  )
}
