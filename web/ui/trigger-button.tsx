import type { ReactNode } from 'react'
import { Button, type ButtonProps } from 'react-aria-components/Button'
import { type ButtonLook, type ButtonSize, buttonClass, iconButtonClass } from './button-looks.ts'
import { classes } from './classes.ts'

type TriggerButtonProps = Omit<ButtonProps, 'children' | 'className' | 'style'> & {
  look?: ButtonLook | 'icon' | 'bare'
  size?: ButtonSize
  className?: string
  children: ReactNode
}

/** A button that opens a menu or a file chooser, which tell it what to say and when it is open. */
export function TriggerButton({ look = 'secondary', size, className, children, ...rest }: TriggerButtonProps) {
  const own = look === 'icon' ? iconButtonClass : look === 'bare' ? '' : buttonClass({ look, size })
  return (
    <Button {...rest} className={classes(own, className)}>
      {children}
    </Button>
  )
}
