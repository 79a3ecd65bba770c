import type { ReactNode } from 'react'
import { Banner } from '../ui/banner.tsx'
import { Button } from '../ui/button.tsx'
import { CopyText } from '../ui/copy-text.tsx'
import { Dialog } from '../ui/dialog.tsx'
import { useConsole } from './text.ts'

interface Props {
  title: string
  secret: string
  /** What copying it is called. */
  label?: string
  /** What else is to be known about it. */
  note?: ReactNode
  onClose: () => void
  children?: ReactNode
}

/** A key or password that is shown now and never again. */
export function ToldOnce({ title, secret, label, note, onClose, children }: Props) {
  const { t } = useConsole()
  return (
    <Dialog
      title={title}
      isOpen
      onClose={onClose}
      closeLabel={t('common.close')}
      role="alertdialog"
      actions={
        <Button look="primary" onPress={onClose}>
          {t('keys.kept')}
        </Button>
      }
    >
      <div className="grid gap-4">
        <Banner tone="warn" title={t('keys.once')}>
          {note}
        </Banner>
        <p className="rounded-lg bg-sunken px-4 py-3 font-mono text-sm break-all" dir="ltr">
          <CopyText text={secret} label={label ?? t('common.copy')} />
        </p>
        {children}
      </div>
    </Dialog>
  )
}
