import type { ReactNode } from 'react'
import { ActionTrouble } from '../../parts/trouble.tsx'
import { Button } from '../../ui/button.tsx'
import { Dialog } from '../../ui/dialog.tsx'
import { useConsole } from '../text.ts'

type ActionDialogProps = {
  title: string
  /** What the one button does, and whether all that it needs is there. */
  label: string
  isReady?: boolean
  isPending: boolean
  error: Error | null
  onPress: () => void
  onClose: () => void
  wide?: boolean
  children: ReactNode
}

/** A window in which one thing is done: its fields, what went wrong, and one button. */
export function ActionDialog(props: ActionDialogProps) {
  const { title, label, isReady = true, isPending, error, onPress, onClose, wide, children } = props
  const { t } = useConsole()
  return (
    <Dialog
      wide={wide}
      title={title}
      isOpen
      onClose={onClose}
      closeLabel={t('common.close')}
      actions={
        <Button look="primary" isDisabled={!isReady} isPending={isPending} onPress={onPress}>
          {label}
        </Button>
      }
    >
      <div className="grid gap-4">
        {children}
        <ActionTrouble error={error} />
      </div>
    </Dialog>
  )
}
