/** One A4 or Letter page of an ordinary lead; light on every screen, since it is paper. */
export const BRIEF_STYLE = `
:root { color-scheme: light }
* { box-sizing: border-box; margin: 0 }
body { background: #fff; color: #1b1f24; font: 13px/1.4 system-ui, "Segoe UI", Helvetica, Arial, sans-serif }
main { max-width: 760px; margin: 0 auto; padding: 24px; overflow-wrap: anywhere }
h1 { font-size: 22px; line-height: 1.25 }
h2 { font-size: 12px; font-weight: 700; color: #0b5394; border-bottom: 1px solid #d0d7de; margin: 12px 0 4px; padding-bottom: 2px }
header p { color: #424a53 }
header .stop { margin-top: 6px; padding: 4px 8px; border: 2px solid #a40e26; color: #a40e26; font-weight: 700 }
dl { display: grid; grid-template-columns: 130px 1fr; gap: 2px 12px }
dt { color: #57606a }
dd { min-width: 0 }
dd span { color: #57606a }
dd span::before { content: "· " }
.opening { background: #eef5fc; border-left: 3px solid #0b5394; padding: 2px 10px 6px; margin-top: 12px }
.opening h2 { border: 0; margin: 4px 0 0 }
.why dt:first-of-type + dd { font-weight: 600 }
.why dt:first-of-type + dd span { font-weight: 400 }
footer { margin-top: 14px; color: #57606a; font-size: 11px }
@page { margin: 12mm }
@media print {
  main { padding: 0; max-width: none }
  body { font-size: 9pt; line-height: 1.25 }
  h1 { font-size: 16pt }
  h2 { font-size: 9pt; margin-top: 7px; break-after: avoid }
  dl { row-gap: 1px }
  .opening { margin-top: 8px }
  .opening { print-color-adjust: exact }
}
`
