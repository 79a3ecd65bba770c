import HeartPulse from 'lucide-react/icons/heart-pulse'
import { Banner } from '../../ui/banner.tsx'
import { useShopper } from '../text.ts'

/** First of all what to do if somebody is hurt; everything else comes after that. */
export function FirstHelp() {
  const { t } = useShopper()
  return (
    <Banner tone="bad" icon={<HeartPulse aria-hidden="true" />} title={t('safety.firstTitle')}>
      <ul className="mt-1 grid list-disc gap-1 ps-5">
        <li>{t('safety.firstCall')}</li>
        <li>{t('safety.firstStop')}</li>
        <li>{t('safety.firstKeep')}</li>
      </ul>
    </Banner>
  )
}
