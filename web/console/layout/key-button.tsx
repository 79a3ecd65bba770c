import type { ReactNode } from 'react'
import type { ButtonLook } from '../../ui/button-looks.ts'
import { classes } from '../../ui/classes.ts'
import { Tooltip } from '../../ui/tooltip.tsx'
import { TriggerButton } from '../../ui/trigger-button.tsx'

type KeyButtonProps = {
  label: string
  /** The key that does the same, such as `r`; shown in the tooltip. */
  shortcut?: string
  onPress?: () => void
  icon?: ReactNode
  /** Words beside the icon; the label is then only spoken when they differ. */
  children?: ReactNode
  look?: ButtonLook | 'icon'
  isDisabled?: boolean
  isPending?: boolean
  isPressed?: boolean
  className?: string
}

/** A button whose tooltip tells its key. */
export function KeyButton({
  label,
  shortcut,
  onPress,
  icon,
  children,
  look,
  isDisabled,
  isPending,
  isPressed,
  className,
}: KeyButtonProps) {
  return (
    <Tooltip
      words={
        <span className="flex items-center gap-2">
          {label}
          {shortcut && <Key>{shortcut}</Key>}
        </span>
      }
    >
      <TriggerButton
        look={look ?? (children ? 'secondary' : 'icon')}
        size="small"
        aria-label={children ? undefined : label}
        aria-pressed={isPressed}
        onPress={onPress}
        isDisabled={isDisabled}
        isPending={isPending}
        className={classes(!children && 'size-9! pointer-coarse:size-11!', className)}
      >
        {icon}
        {children}
      </TriggerButton>
    </Tooltip>
  )
}

/** A key as it stands on the keyboard. */
export function Key({ children, quiet }: { children: ReactNode; quiet?: boolean }) {
  return (
    <kbd
      className={classes(
        'rounded-sm border px-1.5 font-sans text-xs leading-5',
        quiet ? 'border-line bg-surface text-faint' : 'border-current/40',
      )}
    >
      {children}
    </kbd>
  )
}
