import { useQuery } from '@tanstack/react-query'
import { SkeletonRows } from '../../ui/skeleton.tsx'
import { SignIn } from '../screens/sign-in.tsx'
import { useShopper } from '../text.ts'
import { signInOptionsQuery } from './data.ts'
import { StoreSignIn } from './store-sign-in.tsx'

/** Signing in: with the store's own account where it wants that, otherwise here. */
export function SignInGate() {
  const { t } = useShopper()
  const options = useQuery(signInOptionsQuery)
  if (options.isPending)
    return (
      <div className="mx-auto max-w-md">
        <SkeletonRows rows={3} height="h-14" label={t('common.loading')} />
      </div>
    )
  return options.data && options.data.shoppers.kind !== 'own' ? <StoreSignIn /> : <SignIn />
}
