// What a help page can do a little better with a script; without it everything works as well.
import { sendFeedback } from './enhance/feedback.ts'
import { closeMenus } from './enhance/menus.ts'
import { suggest } from './enhance/suggestions.ts'
import { chooseTheme } from './enhance/theme.ts'

for (const form of document.querySelectorAll<HTMLFormElement>('form[data-search]')) suggest(form)
for (const place of document.querySelectorAll<HTMLElement>('[data-feedback-place]')) sendFeedback(place)
for (const select of document.querySelectorAll<HTMLSelectElement>('[data-theme-choice]')) chooseTheme(select)
closeMenus()
