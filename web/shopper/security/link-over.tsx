import { Link } from '@tanstack/react-router'
import { buttonClass } from '../../ui/button-looks.ts'
import { Card } from '../../ui/card.tsx'
import { useShopper } from '../text.ts'

/** A mailed link that was used or is too old, and the way to a new one. */
export function LinkOver() {
  const { t } = useShopper()
  return (
    <Card className="mx-auto grid max-w-md gap-5 p-6 sm:p-8">
      <div className="grid gap-1.5">
        <h1 className="text-2xl">{t('link.overTitle')}</h1>
        <p className="text-soft">{t('link.overDetail')}</p>
      </div>
      <Link to="/forgot-password" className={buttonClass({ look: 'primary', size: 'large', wide: true })}>
        {t('link.new')}
      </Link>
      <Link to="/sign-in" className="link inline-flex min-h-11 items-center justify-self-start text-[0.9375rem]">
        {t('forgot.useCode')}
      </Link>
    </Card>
  )
}
