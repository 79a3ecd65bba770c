import { Button } from '../../ui/button.tsx'
import { useSeller } from '../text.ts'

interface Pages {
  hasNextPage: boolean
  isFetchingNextPage: boolean
  fetchNextPage(): unknown
}

/** The next page of a list, where there is one. */
export function More({ pages }: { pages: Pages }) {
  const { t } = useSeller()
  if (!pages.hasNextPage) return null
  return (
    <div className="mt-4">
      <Button isPending={pages.isFetchingNextPage} onPress={() => void pages.fetchNextPage()}>
        {t('list.more')}
      </Button>
    </div>
  )
}
