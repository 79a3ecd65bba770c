import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import OctagonAlert from 'lucide-react/icons/octagon-alert'
import { Banner } from '../../ui/banner.tsx'
import { buttonClass } from '../../ui/button-looks.ts'
import { recallNoticesQuery } from '../data.ts'
import { useShopper } from '../text.ts'

/** What was recalled of the shopper's things: of one order, or, on the list, what still waits for their choice. */
export function RecallBanners({ orderId, className = 'mb-6' }: { orderId?: string; className?: string }) {
  const { t } = useShopper()
  const notices = useQuery(recallNoticesQuery).data ?? []
  const shown = notices.filter((notice) => (orderId ? notice.orderId === orderId : notice.choices.length > 0))
  return shown.map((notice) => (
    <Banner
      key={notice.id}
      tone={notice.choice || notice.isOver ? 'note' : 'bad'}
      icon={<OctagonAlert aria-hidden="true" />}
      title={t('recall.banner', { title: notice.title })}
      className={className}
      end={
        <Link
          to="/recalls/$noticeId"
          params={{ noticeId: notice.id }}
          className={buttonClass({ look: notice.choices.length > 0 ? 'primary' : 'secondary' })}
        >
          {t(notice.choices.length > 0 ? 'recall.choose' : 'recall.see')}
        </Link>
      }
    >
      {t(`recall.do.${notice.instruction}`)}
    </Banner>
  ))
}
