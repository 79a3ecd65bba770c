import Scale from 'lucide-react/icons/scale'
import { Card } from '../../ui/card.tsx'
import { Notice } from '../../ui/notice.tsx'
import { Page } from '../layout/page.tsx'
import { useSeller } from '../text.ts'

/** Claims of shoppers against the seller. */
export function Claims() {
  const { t } = useSeller()
  return (
    <Page title={t('place./claims')}>
      <Card>
        <Notice icon={<Scale aria-hidden="true" />} title={t('claims.none')}>
          {t('claims.noneDetail')}
        </Notice>
      </Card>
    </Page>
  )
}
