/** Where people outside reach central, out of PUBLIC_URL: without a slash at its end. Throws, naming the variable. */
export function publicUrlOf(text: string | undefined): string | undefined {
  if (text === undefined || text === '') return undefined
  const url = URL.canParse(text) ? new URL(text) : null
  if (!url || !/^https?:$/.test(url.protocol) || url.search || url.hash || url.username)
    throw new Error(
      `PUBLIC_URL is to be an address like https://leads.example.com, not ${JSON.stringify(text)}`,
    )
  return url.href.replace(/\/+$/, '')
}
