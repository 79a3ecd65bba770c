import { Dialog } from '../../ui/dialog.tsx'
import { useParts } from '../text.ts'
import { DemoPeople } from './demo-people.tsx'

/** The people of the demonstration store, above whatever page is open. */
export function DemoDialog({ onClose }: { onClose: () => void }) {
  const { t } = useParts()
  return (
    <Dialog title={t('demo.switchTitle')} isOpen onClose={onClose} closeLabel={t('common.close')} wide>
      <DemoPeople />
    </Dialog>
  )
}
