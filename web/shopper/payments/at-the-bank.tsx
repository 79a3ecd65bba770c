import { Link } from '@tanstack/react-router'
import { useShopper } from '../text.ts'

const steps = ['charge.bank.family', 'charge.bank.call', 'charge.bank.block', 'charge.bank.wait'] as const

/** What to do about a charge that nobody here made. */
export function AtTheBank() {
  const { t } = useShopper()
  return (
    <section className="grid gap-2">
      <h4 className="font-[580]">{t('charge.bank.title')}</h4>
      <ol className="grid list-decimal gap-1.5 ps-5 text-[0.9375rem]">
        {steps.map((step) => (
          <li key={step}>{t(step)}</li>
        ))}
      </ol>
      <p className="text-[0.9375rem]">
        <Link to="/find-order" className="link inline-flex min-h-11 items-center">
          {t('charge.bank.guest')}
        </Link>
      </p>
    </section>
  )
}
