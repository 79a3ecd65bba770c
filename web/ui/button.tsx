import type { ComponentProps, MouseEvent, ReactNode } from 'react'
import { type ButtonLook, type ButtonSize, buttonClass, iconButtonClass } from './button-looks.ts'
import { classes } from './classes.ts'
import { Spinner } from './spinner.tsx'

type ButtonProps = Omit<ComponentProps<'button'>, 'onClick' | 'disabled'> & {
  onPress?: () => void
  isDisabled?: boolean
  /** Work is under way: it stays where it is, keeps the focus, and a second press does nothing. */
  isPending?: boolean
  look?: ButtonLook
  size?: ButtonSize
  wide?: boolean
  icon?: ReactNode
}

/** A button that does something. For going somewhere, put `buttonClass` on a link. */
export function Button({ look, size, wide, className, icon, children, isPending, ...rest }: ButtonProps) {
  return (
    <PlainButton {...rest} isPending={isPending} className={classes(buttonClass({ look, size, wide }), className)}>
      {isPending ? <Spinner /> : icon}
      {children !== undefined && <span className="min-w-0">{children}</span>}
    </PlainButton>
  )
}

/** A button with only an icon; `aria-label` says what it does. */
export function IconButton({
  className,
  icon,
  ...rest
}: Omit<ButtonProps, 'children' | 'look' | 'size' | 'wide'> & { 'aria-label': string }) {
  return (
    <PlainButton {...rest} className={classes(iconButtonClass, className)}>
      {icon}
    </PlainButton>
  )
}

/** The behavior of a button with a look of its own. */
export function PlainButton({
  onPress,
  isDisabled,
  isPending,
  type = 'button',
  ...rest
}: Omit<ButtonProps, 'look' | 'size' | 'wide' | 'icon'>) {
  const press = (event: MouseEvent) => {
    // A pending submit button must not send its form again.
    if (isPending) event.preventDefault()
    else onPress?.()
  }
  return (
    <button
      {...rest}
      type={type}
      disabled={isDisabled && !isPending}
      aria-disabled={isPending || undefined}
      aria-busy={isPending || undefined}
      onClick={press}
    />
  )
}
