import type { Input, Output } from '../../kit/call.ts'

type Assertion = Input<'POST /sign-in/passkey'>['passkey']
type Attestation = Input<'POST /me/passkeys'>['passkey']

/** Whether this browser has passkeys at all. */
export const hasPasskeys = () => typeof window !== 'undefined' && window.PublicKeyCredential !== undefined

/** Has the browser make a passkey; null when the person stopped, or it is there already. */
export async function makePasskey(options: Output<'POST /me/passkeys/options'>): Promise<Attestation | null> {
  const { startRegistration } = await import('@simplewebauthn/browser')
  type Options = Parameters<typeof startRegistration>[0]['optionsJSON']
  return await startRegistration({ optionsJSON: options as unknown as Options }).then(
    ({ id, rawId, type, response, authenticatorAttachment, clientExtensionResults }) =>
      ({ id, rawId, type, response, authenticatorAttachment, clientExtensionResults }) as Attestation,
    () => null,
  )
}

/**
 * Has the browser sign with a passkey; null when the person stopped.
 * @param isOffered only offers it where the address is typed, without asking
 */
export async function askPasskey(
  options: Output<'POST /sign-in/passkey-options'>,
  isOffered = false,
): Promise<Assertion | null> {
  const { startAuthentication } = await import('@simplewebauthn/browser')
  type Options = Parameters<typeof startAuthentication>[0]['optionsJSON']
  return await startAuthentication({
    optionsJSON: options as unknown as Options,
    useBrowserAutofill: isOffered,
    verifyBrowserAutofillInput: false,
  }).then(
    ({ id, rawId, type, response, authenticatorAttachment, clientExtensionResults }) =>
      ({ id, rawId, type, response, authenticatorAttachment, clientExtensionResults }) as Assertion,
    () => null,
  )
}
