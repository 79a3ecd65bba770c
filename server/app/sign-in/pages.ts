import type { PlainPage } from './draw.ts'

const help = { href: '/find-order', text: (say: { findOrder: string }) => say.findOrder }
const forgotten = { href: '/forgot-password', text: (say: { forgot: string }) => say.forgot }
const choices = { href: '/account#told', text: (say: { leaveMore: string }) => say.leaveMore }
const byCode = { href: '/sign-in', text: (say: { toSignIn: string }) => say.toSignIn }

const emailField = (email: string, autoComplete: string) =>
  ({ name: 'email', label: (say) => say.email, type: 'email', autoComplete, value: email }) satisfies NonNullable<
    PlainPage['form']
  >['fields'][number]

const thenOf = (then: string | undefined): Record<string, string> => (then ? { then } : {})

/** The address first; then a code, or a password for those who like one. */
export function signInPage(email: string, then?: string): PlainPage {
  return {
    title: (say) => say.title,
    detail: (say) => say.detail,
    form: {
      action: '/sign-in',
      hidden: thenOf(then),
      fields: [emailField(email, 'email')],
      buttons: [
        { text: (say) => say.sendCode, value: 'code' },
        { text: (say) => say.usePassword, value: 'password', isQuiet: true },
      ],
    },
    links: [forgotten, help],
  }
}

export function codePage(email: string, then?: string): PlainPage {
  return {
    title: (say) => say.codeTitle,
    detail: (say) => say.codeDetail,
    values: { email },
    form: {
      action: '/sign-in',
      hidden: { email, ...thenOf(then) },
      fields: [{ name: 'code', label: (say) => say.code, type: 'text', autoComplete: 'one-time-code', isCode: true }],
      buttons: [{ text: (say) => say.enter, value: 'enter' }],
    },
    links: [{ href: '/sign-in', text: (say) => say.otherEmail }],
  }
}

export function passwordPage(email: string, then?: string): PlainPage {
  return {
    title: (say) => say.title,
    form: {
      action: '/sign-in',
      hidden: thenOf(then),
      fields: [
        emailField(email, 'username'),
        { name: 'password', label: (say) => say.password, type: 'password', autoComplete: 'current-password' },
      ],
      buttons: [
        { text: (say) => say.enter, value: 'enter' },
        { text: (say) => say.useCode, value: 'code', isQuiet: true },
      ],
    },
    links: [forgotten],
  }
}

export function secondStepPage(step: string, then?: string): PlainPage {
  const isApp = step === 'authenticator'
  return {
    title: (say) => (isApp ? say.stepApp : say.stepMail),
    detail: (say) => (isApp ? say.stepAppDetail : say.stepMailDetail),
    form: {
      action: '/sign-in',
      hidden: { step, ...thenOf(then) },
      fields: [
        {
          name: 'code',
          label: (say) => (isApp ? say.stepAppCode : say.code),
          type: 'text',
          autoComplete: 'one-time-code',
          isCode: true,
        },
      ],
      buttons: [{ text: (say) => say.enter, value: 'second' }],
    },
    links: [{ href: '/sign-in', text: (say) => say.otherEmail }],
  }
}

export function forgotPage(email: string): PlainPage {
  return {
    title: (say) => say.forgotTitle,
    detail: (say) => say.forgotDetail,
    form: {
      action: '/forgot-password',
      fields: [emailField(email, 'email')],
      buttons: [{ text: (say) => say.sendLink }],
    },
    links: [byCode],
  }
}

export function linkSentPage(email: string, minutes: number): PlainPage {
  return {
    title: (say) => say.codeTitle,
    detail: (say) => say.linkSent,
    values: { email, minutes: String(minutes) },
    links: [byCode],
  }
}

export function resetPage(email: string): PlainPage {
  return {
    title: (say) => say.resetTitle,
    detail: (say) => say.resetDetail,
    values: { email },
    form: {
      action: '/reset-password',
      fields: [
        {
          name: 'password',
          label: (say) => say.newPassword,
          type: 'password',
          autoComplete: 'new-password',
          hint: (say) => say.passwordHint,
        },
      ],
      buttons: [{ text: (say) => say.savePassword }],
    },
  }
}

export const overPage: PlainPage = {
  title: (say) => say.overTitle,
  detail: (say) => say.overDetail,
  links: [{ href: '/forgot-password', text: (say) => say.newLink, isButton: true }, byCode],
}

export function undoPage(email: string): PlainPage {
  return {
    title: (say) => say.undoTitle,
    detail: (say) => say.undoDetail,
    values: { email },
    form: { action: '/undo', fields: [], buttons: [{ text: (say) => say.undoButton }] },
  }
}

export function signedInPage(hasNewPassword: boolean): PlainPage {
  return {
    title: (say) => say.inTitle,
    detail: (say) => (hasNewPassword ? say.newPasswordDetail : say.inDetail),
    links: [{ href: '/orders', text: (say) => say.orders, isButton: true }],
  }
}

/** What the link at the end of a mail is about; opening it changes nothing. */
export function leavePage(token: string, { words, wanted }: { words: string; wanted: boolean }): PlainPage {
  return {
    title: (say) => (wanted ? say.leave : say.leaveDone),
    detail: (say) => (wanted ? '{about}' : `{about}. ${say.leaveDoneDetail}`),
    values: { about: words },
    form: {
      action: '/unsubscribe',
      hidden: { token },
      fields: [],
      buttons: [wanted ? { text: (say) => say.leaveButton } : { text: (say) => say.leaveAgain, value: 'again' }],
    },
    links: [choices],
  }
}

export const leaveLostPage: PlainPage = {
  title: (say) => say.leaveLost,
  detail: (say) => say.leaveLostDetail,
  links: [choices],
}
