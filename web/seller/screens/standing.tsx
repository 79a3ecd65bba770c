import ChartNoAxesCombined from 'lucide-react/icons/chart-no-axes-combined'
import { Card } from '../../ui/card.tsx'
import { Notice } from '../../ui/notice.tsx'
import { Page } from '../layout/page.tsx'
import { useSeller } from '../text.ts'

/** How the seller stands: rates, limits, and what would improve them. */
export function Standing() {
  const { t } = useSeller()
  return (
    <Page title={t('place./standing')}>
      <Card>
        <Notice icon={<ChartNoAxesCombined aria-hidden="true" />} title={t('standing.none')}>
          {t('standing.noneDetail')}
        </Notice>
      </Card>
    </Page>
  )
}
