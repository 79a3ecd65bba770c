import Phone from 'lucide-react/icons/phone'
import { lazy, Suspense, useState } from 'react'
import { Button } from '../../ui/button.tsx'
import { classes } from '../../ui/classes.ts'
import type { CallPanelProps } from './call-panel.tsx'
import { useChatText } from './text.ts'

const CallPanel = lazy(async () => ({ default: (await import('./call-panel.tsx')).CallPanel }))

type CallLineProps = Omit<CallPanelProps, 'onClose'> & {
  /** A call was asked for already: how it stands is shown at once. */
  isAsked?: boolean
  className?: string
}

/** Rather by phone: the same matter, with what is written here already known. */
export function CallLine({ isAsked = false, className, ...rest }: CallLineProps) {
  const { t } = useChatText()
  const [isOpen, setOpen] = useState(isAsked)
  return (
    <div className={classes('px-3 py-1.5', className)}>
      {isOpen ? (
        <Suspense>
          <CallPanel {...rest} onClose={() => setOpen(false)} />
        </Suspense>
      ) : (
        <Button
          look="quiet"
          size="small"
          icon={<Phone className="size-4" aria-hidden="true" />}
          onPress={() => setOpen(true)}
        >
          {t('callMe.open')}
        </Button>
      )}
    </div>
  )
}
