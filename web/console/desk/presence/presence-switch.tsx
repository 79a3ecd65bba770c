import ChevronDown from 'lucide-react/icons/chevron-down'
import { lazy, Suspense, useState } from 'react'
import { remember, remembered } from '../../../kit/storage.ts'
import { classes } from '../../../ui/classes.ts'
import { Menu } from '../../../ui/menu.tsx'
import { TriggerButton } from '../../../ui/trigger-button.tsx'
import { useConsole } from '../../text.ts'
import { soundKey } from './ring.ts'
import { type Status, usePresence } from './use-presence.tsx'

const HeadsetCheck = lazy(() => import('../call/headset-check.tsx').then((file) => ({ default: file.HeadsetCheck })))
const OwnPhone = lazy(() => import('../call/own-phone.tsx').then((file) => ({ default: file.OwnPhone })))
const statuses: Status[] = ['online', 'busy', 'offline']

/** Online, busy or away; whoever is online is offered what waits. */
export function PresenceSwitch({ isNarrow }: { isNarrow: boolean }) {
  const { t } = useConsole()
  const { status, choose, isLost } = usePresence()
  const [hasSound, setSound] = useState(remembered(soundKey) !== 'off')
  const [dialog, setDialog] = useState<'headset' | 'phone'>()
  const label = t('presence.is', { status: t(`presence.${status}`) })
  return (
    <>
      <Menu
        label={t('presence.title')}
        choices={[
          ...statuses.map((one) => ({
            id: one,
            label: t(`presence.${one}`),
            detail: t(`presenceDetail.${one}`),
            isCurrent: one === status,
            icon: <Dot status={one} />,
            onAction: () => {
              choose(one)
              if (one === 'online' && 'Notification' in window && Notification.permission === 'default')
                void Notification.requestPermission()
            },
          })),
          { id: 'headset', label: t('headset.check'), onAction: () => setDialog('headset') },
          { id: 'phone', label: t('ownPhone.menu'), onAction: () => setDialog('phone') },
          {
            id: 'sound',
            label: t(hasSound ? 'presence.soundOff' : 'presence.soundOn'),
            onAction: () => {
              remember(soundKey, hasSound ? 'off' : null)
              setSound(!hasSound)
            },
          },
        ]}
      >
        <TriggerButton
          look="bare"
          aria-label={isNarrow ? label : undefined}
          className="flex min-h-10 items-center gap-2.5 rounded-md border border-line px-2.5 text-start text-sm font-[560] hover:bg-sunken pointer-coarse:min-h-11"
        >
          <Dot status={status} isLost={isLost} />
          <span className={classes('flex-1 truncate', isNarrow && 'lg:sr-only', 'max-lg:sr-only')}>
            {isLost && status !== 'offline' ? t('presence.lost') : t(`presence.${status}`)}
          </span>
          <ChevronDown className={classes('size-4 text-soft', isNarrow && 'lg:hidden')} aria-hidden="true" />
        </TriggerButton>
      </Menu>
      <Suspense>
        {dialog === 'headset' && <HeadsetCheck onClose={() => setDialog(undefined)} />}
        {dialog === 'phone' && <OwnPhone onClose={() => setDialog(undefined)} />}
      </Suspense>
    </>
  )
}

// Full, half and empty: the shape says it too, not the color alone.
function Dot({ status, isLost }: { status: Status; isLost?: boolean }) {
  return (
    <span
      aria-hidden="true"
      className={classes(
        'size-3 shrink-0 rounded-full border-2',
        isLost && status !== 'offline'
          ? 'animate-breathe border-bad'
          : status === 'online'
            ? 'border-accent bg-accent'
            : status === 'busy'
              ? 'border-warn bg-linear-to-r from-warn from-50% to-transparent to-50%'
              : 'border-edge',
      )}
    />
  )
}
