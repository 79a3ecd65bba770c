import { call } from '../../kit/call.ts'
import { useAction } from '../../kit/use-action.ts'
import { ActionTrouble } from '../../parts/trouble.tsx'
import { Banner } from '../../ui/banner.tsx'
import { Button } from '../../ui/button.tsx'
import { useLogins } from './text.ts'

/** The way in with the company’s account, and why it did not open. */
export function SingleSignOn({ label, then, trouble }: { label: string; then?: string; trouble?: string }) {
  const { t, has } = useLogins()
  const go = useAction(
    (_: null, options) => call('POST /staff/single-sign-on', then ? { then } : {}, options),
    ({ url }) => location.assign(url),
  )
  const key = `trouble.${trouble ?? ''}`
  return (
    <div className="grid gap-4">
      {has(key) && !go.error && (
        <Banner tone="warn" role="status">
          <p className="text-ink">{t(key)}</p>
        </Banner>
      )}
      <ActionTrouble error={go.error} />
      <Button look="primary" size="large" wide isPending={go.isPending} onPress={() => void go.run(null)}>
        {t('signIn.with', { label })}
      </Button>
    </div>
  )
}
