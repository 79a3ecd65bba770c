/** The look of invoices and credit notes: a sheet of paper on the screen, nothing but ink on paper. */
export const documentStyle = `
:root { color-scheme: light dark; --ink: #221e19; --soft: #5b544a; --line: #e8e1d6; --paper: #fff; --desk: #faf7f2; --link: #0c5e4b; }
@media screen and (prefers-color-scheme: dark) {
  :root { --ink: #f5f0e8; --soft: #c0b8aa; --line: #37322a; --paper: #211e19; --desk: #171511; --link: #74d4b8; }
}
* { box-sizing: border-box; }
body { margin: 0; background: var(--desk); color: var(--ink); font: 15px/1.55 system-ui, -apple-system, 'Segoe UI', 'Noto Sans', 'Noto Sans Arabic', sans-serif; overflow-wrap: break-word; }
a { color: var(--link); text-underline-offset: 2px; }
a:focus-visible { outline: 3px solid var(--link); outline-offset: 2px; border-radius: 3px; }
nav, main { max-width: 52rem; margin: 0 auto; }
nav { display: flex; flex-wrap: wrap; gap: 0 1.5rem; padding: 0.75rem 1.25rem; }
nav a { display: inline-flex; align-items: center; min-height: 44px; }
main { background: var(--paper); border: 1px solid var(--line); border-radius: 12px; padding: 1.5rem 1.25rem; margin-bottom: 2rem; }
h1 { font-size: 1.75rem; line-height: 1.2; margin: 0 0 1rem; }
h2 { font-size: 0.8125rem; font-weight: 600; color: var(--soft); margin: 0 0 0.25rem; }
.firm { color: var(--soft); margin: 0 0 1.25rem; }
.heads { display: grid; gap: 1.25rem 2rem; margin-bottom: 1.75rem; }
.heads p { margin: 0; }
dl { display: grid; grid-template-columns: max-content minmax(0, 1fr); gap: 0.125rem 1rem; margin: 0; }
dt { color: var(--soft); }
dd { margin: 0; }
table { border-collapse: collapse; width: 100%; margin: 0 0 1.25rem; }
th, td { text-align: end; padding: 0.5rem 0 0.5rem 0.75rem; vertical-align: top; border-bottom: 1px solid var(--line); font-variant-numeric: tabular-nums; }
[dir='rtl'] th, [dir='rtl'] td { padding: 0.5rem 0.75rem 0.5rem 0; }
th { font-weight: 600; font-size: 0.8125rem; color: var(--soft); }
th:first-child, td:first-child { text-align: start; padding-inline-start: 0; }
tfoot td, tfoot th { border-bottom: 0; color: var(--ink); font-size: 1rem; font-weight: 650; }
tr.tax td, tr.tax th { font-weight: 400; font-size: 0.875rem; color: var(--soft); padding-block: 0.125rem; }
small { display: block; color: var(--soft); font-size: 0.8125rem; }
.told { color: var(--soft); white-space: normal; }
.money { white-space: nowrap; }
.paid { display: grid; gap: 0.25rem; margin: 0 0 1.5rem; padding: 0; list-style: none; }
.paid li { display: flex; justify-content: space-between; gap: 1rem; }
.notes { border-top: 1px solid var(--line); padding-top: 1rem; color: var(--soft); font-size: 0.875rem; }
.notes p { margin: 0 0 0.5rem; max-width: 42rem; }
@media (min-width: 40rem) {
  main { padding: 2.5rem; }
  .heads { grid-template-columns: 1.2fr 1fr 1fr; }
}
@media screen and (max-width: 39.99rem) {
  thead { position: absolute; width: 1px; height: 1px; overflow: hidden; clip-path: inset(50%); }
  table, tbody, tfoot { display: block; }
  tr { display: grid; grid-template-columns: minmax(0, 1fr) max-content; gap: 0.125rem 1rem; padding: 0.75rem 0; border-bottom: 1px solid var(--line); }
  tr.tax { padding: 0.25rem 0; border: 0; }
  th, td, [dir='rtl'] th, [dir='rtl'] td { padding: 0; border: 0; }
  td:first-child, tfoot th { grid-column: 1 / -1; text-align: start; font-weight: 560; }
  td small { font-weight: 400; }
  td.none { display: none; }
  td[data-name] { display: contents; }
  td[data-name]::before { content: attr(data-name); color: var(--soft); font-weight: 400; text-align: start; }
}
@media print {
  @page { margin: 18mm 16mm; }
  :root { color-scheme: light; --ink: #000; --soft: #444; --line: #bbb; --paper: #fff; --desk: #fff; }
  nav, .screen { display: none; }
  body { font-size: 10.5pt; background: none; }
  main { border: 0; padding: 0; margin: 0; max-width: none; }
  thead { display: table-header-group; }
  .heads { grid-template-columns: 1.2fr 1fr 1fr; }
  tr, .heads, .paid li, .notes { break-inside: avoid; }
  h1, h2 { break-after: avoid; }
}
`
