const worker = '/push-worker.js'

/** Whether this browser can be pushed to at all; on an iPhone only from the home screen. */
export function canPush(): boolean {
  return 'serviceWorker' in navigator && 'PushManager' in window && 'Notification' in window
}

/** Under which address this browser is pushed to; null while it is not. */
export async function currentSubscription(): Promise<string | null> {
  const registration = await navigator.serviceWorker.getRegistration('/')
  return (await registration?.pushManager.getSubscription())?.endpoint ?? null
}

/** Asks whether it may, and introduces this browser to its push service. Only after a tap. */
export async function subscribeBrowser(
  publicKey: string,
): Promise<{ endpoint: string; p256dh: string; auth: string } | 'denied' | 'failed'> {
  if ((await Notification.requestPermission()) !== 'granted') return 'denied'
  try {
    await navigator.serviceWorker.register(worker, { scope: '/' })
    const { pushManager } = await navigator.serviceWorker.ready
    const before = await pushManager.getSubscription()
    // Of another key, such as after a store moved: that one would never be heard again.
    if (before && !isFor(before, publicKey)) await before.unsubscribe()
    const { endpoint, keys } = (
      await pushManager.subscribe({ userVisibleOnly: true, applicationServerKey: publicKey })
    ).toJSON()
    return endpoint && keys?.p256dh && keys.auth ? { endpoint, p256dh: keys.p256dh, auth: keys.auth } : 'failed'
  } catch {
    return 'failed'
  }
}

/** This browser is pushed to no more; its push service says so to whoever still tries. */
export async function unsubscribeHere(): Promise<void> {
  const registration = await navigator.serviceWorker?.getRegistration('/')
  await (await registration?.pushManager?.getSubscription())?.unsubscribe()
}

function isFor({ options }: PushSubscription, publicKey: string): boolean {
  const key = options.applicationServerKey
  if (!key) return false
  const text = btoa(String.fromCharCode(...new Uint8Array(key)))
  return text.replaceAll('+', '-').replaceAll('/', '_').replace(/=+$/, '') === publicKey
}
