import X from 'lucide-react/icons/x'
import { type ReactNode, useState } from 'react'
import { Dialog as AriaDialog, Heading } from 'react-aria-components/Dialog'
import { Modal, ModalOverlay } from 'react-aria-components/Modal'
import { IconButton } from './button.tsx'
import { classes } from './classes.ts'
import { useReturnFocus } from './use-return-focus.ts'

type DialogProps = {
  title: string
  isOpen: boolean
  onClose: () => void
  children: ReactNode
  closeLabel: string
  /** Buttons; on phones they stay reachable at the lower edge. */
  actions?: ReactNode
  wide?: boolean
  role?: 'dialog' | 'alertdialog'
}

/** A window above the page: from the lower edge on phones, in the middle on larger screens. */
export function Dialog({ title, isOpen, onClose, children, closeLabel, actions, wide, role }: DialogProps) {
  return (
    <ModalOverlay
      isOpen={isOpen}
      onOpenChange={(open) => !open && onClose()}
      isDismissable={role !== 'alertdialog'}
      className="fixed inset-0 z-40 flex items-end justify-center bg-veil data-entering:animate-fade sm:items-center sm:p-6"
    >
      <Modal
        className={classes(
          'flex max-h-[92dvh] w-full flex-col rounded-t-xl border border-line bg-raised shadow-lift data-entering:animate-rise sm:rounded-xl',
          wide ? 'sm:max-w-2xl' : 'sm:max-w-md',
        )}
      >
        <AriaDialog role={role} className="flex min-h-0 flex-col outline-none">
          <ReturnFocus />
          <header className="flex items-start justify-between gap-4 ps-6 pe-3 pt-4">
            <Heading slot="title" className="pt-2 text-xl">
              {title}
            </Heading>
            <IconButton onPress={onClose} aria-label={closeLabel} icon={<X className="size-5" aria-hidden="true" />} />
          </header>
          <div className="min-h-0 overflow-y-auto px-6 pt-2 pb-6">{children}</div>
          {actions && (
            <footer className="flex flex-col-reverse gap-2 border-t border-line px-6 py-4 sm:flex-row sm:justify-end">
              {actions}
            </footer>
          )}
        </AriaDialog>
      </Modal>
    </ModalOverlay>
  )
}

// React Aria gives the focus back one frame after the window has gone. Where it goes by itself, such as after saving, the page
// below may not take it yet, and the keyboard would be at the top of the page.
function ReturnFocus() {
  const [opener] = useState(() => document.activeElement)
  useReturnFocus(opener)
  return null
}
