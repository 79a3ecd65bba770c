/** A menu that was opened closes again: by a tap elsewhere, or by Escape. */
export function closeMenus() {
  const menus = document.querySelectorAll<HTMLDetailsElement>('details[data-menu]')
  document.addEventListener('click', ({ target }) => {
    for (const menu of menus) if (menu.open && !menu.contains(target as Node)) menu.open = false
  })
  document.addEventListener('keydown', ({ key }) => {
    if (key !== 'Escape') return
    for (const menu of menus) {
      if (!menu.open) continue
      menu.open = false
      menu.querySelector('summary')?.focus()
    }
  })
}
