/** The fields of a machine's report, in blocks that a blank line parts: names in lower case, folded lines joined; the first of a name stands. */
export function reportFields(report: string): Map<string, string>[] {
  return report
    .slice(0, 64 * 1024)
    .replace(/\r\n?/g, '\n')
    .split(/\n[ \t]*\n/)
    .map((block) => {
      const fields = new Map<string, string>()
      for (const line of block.replace(/\n[ \t]+/g, ' ').split('\n')) {
        const colon = line.indexOf(':')
        const name = line.slice(0, colon).trim().toLowerCase()
        if (colon > 0 && !fields.has(name)) fields.set(name, line.slice(colon + 1).trim())
      }
      return fields
    })
}
